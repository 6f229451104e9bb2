import { changeChannel as change, disableChannel, enableChannel } from '#core/channels/index.ts';
import { operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { Channel, ChannelChange } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeChannel = operation({
  id: 'channels.change',
  method: 'PATCH',
  path: '/native/v1/channels/{id}',
  tag: 'Channels',
  summary: 'Name, hours, disabled or not; what is not named stays. Other hours count for all history',
  params: IdParams,
  body: ChannelChange,
  response: Channel,
  handle: ({ act, change: within, params: { id }, body: { isDisabled, ...fields } }) => within(async (tx) => {
    await change(tx, act, id, fields);
    if (isDisabled !== undefined) await (isDisabled ? disableChannel : enableChannel)(tx, act, id);
    return readChannel(tx, readingBack(act), id);
  }),
});
