import { checkAddress } from '#core/accounts/index.ts';
import { getChannel, type Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderReport } from '../../render/connection-report.ts';
import { ConnectionReport, TestMailInput } from '../../schemas/channels.ts';
import { IdParams } from '../../schemas/shared.ts';

export const sendTestMail = (outside: Outside): Operation => operation({
  id: 'channels.sendTestMail',
  method: 'POST',
  path: '/native/v1/channels/{id}/test-mail',
  tag: 'Channels',
  summary: 'Sends one mail through the channel\'s server, or the relay, now; each failure is a step of the report',
  params: IdParams,
  body: TestMailInput,
  response: ConnectionReport,
  async handle({ act, snapshot, params: { id }, body }) {
    requirePermission(act, 'channels.write');
    const to = checkAddress('to', body.to);
    await snapshot((tx) => getChannel(tx, readingBack(act), id));
    return renderReport(await outside.sendTestMail(act, id, to));
  },
});
