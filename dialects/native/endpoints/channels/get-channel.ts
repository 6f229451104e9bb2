import { operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { Channel } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getChannel = operation({
  id: 'channels.get',
  method: 'GET',
  path: '/native/v1/channels/{id}',
  tag: 'Channels',
  summary: 'A channel',
  params: IdParams,
  response: Channel,
  handle: ({ act, snapshot, params }) => snapshot((tx) => readChannel(tx, act, params.id)),
});
