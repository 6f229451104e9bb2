import { createApiChannel, createMailChannel } from '#core/channels/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { Channel, NewChannel } from '../../schemas/channels.ts';

export const createChannel = operation({
  id: 'channels.create',
  method: 'POST',
  path: '/native/v1/channels',
  tag: 'Channels',
  summary: 'A mailbox, by its address, or a channel through which software hands messages in and takes them out',
  status: 201,
  body: NewChannel,
  response: Channel,
  handle: ({ act, change, body: { kind, name, address, isList } }) => change(async (tx) => {
    if (kind === 'email' && address === undefined) throw invalid('address', 'is needed for a mailbox', 'empty');
    if (kind === 'api' && name === undefined) throw invalid('name', 'is needed', 'empty');
    const { id } = kind === 'api'
      ? await createApiChannel(tx, act, { name: name! })
      : await createMailChannel(tx, act, { address: address!, ...(name === undefined ? {} : { name }), ...(isList === undefined ? {} : { isList }) });
    return readChannel(tx, readingBack(act), id);
  }),
});
