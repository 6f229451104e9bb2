import { operation } from '#http/index.ts';
import { readOwnAddresses } from '../../parse/read-own-addresses.ts';
import { OwnAddresses } from '../../schemas/me.ts';

export const listOwnAddresses = operation({
  id: 'me.addresses',
  method: 'GET',
  path: '/native/v1/me/addresses',
  tag: 'Me',
  summary: 'The mail addresses whose answers count as the caller\'s, and those that wait to be agreed to',
  response: OwnAddresses,
  handle: ({ act, snapshot, principal }) => snapshot((tx) => readOwnAddresses(tx, act, principal.agentId ?? null)),
});
