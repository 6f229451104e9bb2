import { addChannelAlias } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { AliasInput, Channel } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const addAlias = operation({
  id: 'channels.addAlias',
  method: 'POST',
  path: '/native/v1/channels/{id}/aliases',
  tag: 'Channels',
  summary: 'A further address of the channel; 409 where it is another channel\'s',
  status: 201,
  params: IdParams,
  body: AliasInput,
  response: Channel,
  handle: ({ act, change, params: { id }, body }) => change(async (tx) => {
    await addChannelAlias(tx, act, id, body.address);
    return readChannel(tx, readingBack(act), id);
  }),
});
