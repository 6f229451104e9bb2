import { setChannelMembers } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { Channel, ChannelMembersInput } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setMembers = operation({
  id: 'channels.setMembers',
  method: 'PUT',
  path: '/native/v1/channels/{id}/members',
  tag: 'Channels',
  summary: 'Makes exactly these agents the channel\'s members',
  params: IdParams,
  body: ChannelMembersInput,
  response: Channel,
  handle: ({ act, change, params: { id }, body }) => change(async (tx) => {
    await setChannelMembers(tx, act, id, body.agentIds);
    return readChannel(tx, readingBack(act), id);
  }),
});
