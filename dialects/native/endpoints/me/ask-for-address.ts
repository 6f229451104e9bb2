import { askForAddress as ask } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { readOwnAddresses } from '../../parse/read-own-addresses.ts';
import { AddressWish, OwnAddresses } from '../../schemas/me.ts';

export const askForAddress = operation({
  id: 'me.askForAddress',
  method: 'POST',
  path: '/native/v1/me/addresses',
  tag: 'Me',
  summary: 'Asks for a further address. Of no effect until somebody with people.write agrees; 409 for a channel\'s, another agent\'s, another member\'s',
  status: 201,
  body: AddressWish,
  response: OwnAddresses,
  handle: ({ act, change, principal, body }) => change(async (tx) => {
    await ask(tx, act, body.address);
    return readOwnAddresses(tx, act, principal.agentId ?? null);
  }),
});
