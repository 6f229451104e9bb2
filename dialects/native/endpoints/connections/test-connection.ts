import { withStoredSecret, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderReport } from '../../render/connection-report.ts';
import { ConnectionReport, ConnectionTestInput } from '../../schemas/channels.ts';

export const testConnection = (outside: Outside): Operation => operation({
  id: 'connections.test',
  method: 'POST',
  path: '/native/v1/connections/test',
  tag: 'Channels',
  summary: 'Dials and signs in, step by step; sends and changes nothing. With a channel and no secret, its stored one is used, for its own host and user only',
  body: ConnectionTestInput,
  response: ConnectionReport,
  async handle({ act, change, body: { kind, connection, channelId } }) {
    const key = await outside.key();
    const input = await change((tx) => withStoredSecret(tx, act, key, { kind, connection, ...(channelId === undefined ? {} : { channelId }) }));
    const isStored = channelId !== undefined && connection.secret === undefined;
    return renderReport(await outside.testConnection(kind, input, isStored ? { act: readingBack(act), channelId } : undefined));
  },
});
