import { mailboxOptions, setConnection as set, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readChannel } from '../../parse/read-channels.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { Channel, ConnectionInput, ConnectionParams } from '../../schemas/channels.ts';

export const setConnection = ({ key }: Outside): Operation => operation({
  id: 'channels.setConnection',
  method: 'PUT',
  path: '/native/v1/channels/{id}/connections/{kind}',
  tag: 'Channels',
  summary: 'The server a mailbox is read from (imap) or sent through (smtp). The secret is sealed and shown to nobody again',
  params: ConnectionParams,
  body: ConnectionInput,
  response: Channel,
  async handle({ act, change, params: { id, kind }, body }) {
    if (kind === 'imap' && body.options !== undefined) mailboxOptions(body.options);
    const secretKey = await key();
    return change(async (tx) => {
      await set(tx, act, secretKey, id, kind, body);
      return readChannel(tx, readingBack(act), id);
    });
  },
});
