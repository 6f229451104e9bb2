import { randomUUID } from 'node:crypto';
import { checkAddress } from '#core/accounts/index.ts';
import { getChannel, sayOfMail, type ConnectionReport, type ConnectionStep, type MailSentence } from '#core/channels/index.ts';
import { CoreError, domainOf, nowText, requirePermission, type Act } from '#core/kernel/index.ts';
import { findServer } from './find-server.ts';
import { foldField, headerParty, headerText, mailDate } from './mime/header-text.ts';
import type { SendContext } from './send-context.ts';
import { enqueueTry } from './enqueue-tries.ts';
import { letGo, serverOf } from './server-brake.ts';
import { sendBySmtp } from './smtp/send-by-smtp.ts';

/** Sends one mail through the channel's server at once and says how far it came; where it is taken, mail that waited for that server goes. Stored nowhere: it is no part of any conversation. */
export async function sendTestMail(context: SendContext, act: Act, channelId: number, recipient: string): Promise<ConnectionReport> {
  requirePermission(act, 'channels.write');
  const to = checkAddress('to', recipient);
  const channel = await context.database.withAccount(act.accountId, (tx) => getChannel(tx, act, channelId));
  const { address } = channel;
  if (channel.kind !== 'email' || address === null) return report([stepOf('send', false, sayOfMail('no-mail-channel'))]);
  const steps: ConnectionStep[] = [];
  try {
    const server = await findServer(context, act, channelId);
    if (server === null) return report([stepOf('connect', false, sayOfMail('no-server'))]);
    steps.push(stepOf('resolve', true, sayOfMail('host-is', { host: server.label, address: server.address })));
    const bytes = testMail({ name: channel.name, address }, to, nowText(context.clock));
    const outcome = await sendBySmtp(server, { from: address, to: [to], bytes }, context.timing ? { timing: context.timing } : {});
    const isTaken = outcome.accepted.length > 0;
    // It works again: what waited for it goes now.
    if (isTaken) await context.database.withAccount(act.accountId, async (tx) => {
      for (const { messageId, at } of await letGo(tx, act, await serverOf(tx, act, channelId))) await enqueueTry(tx, messageId, at);
    });
    steps.push(isTaken ? stepOf('send', true, sayOfMail('mail-taken', { server: server.label, said: outcome.response ?? '' })) : outcome.error === null ? stepOf('send', false, sayOfMail('not-taken')) : { step: 'send', ok: false, text: outcome.error });
  } catch (error) {
    steps.push({ step: 'resolve', ok: false, text: error instanceof CoreError ? error.safeText : (error as Error).message });
  }
  return report(steps);
}

function stepOf(step: string, ok: boolean, { text, key, values }: MailSentence): ConnectionStep {
  return { step, ok, text, said: [{ key, values }] };
}

function report(steps: readonly ConnectionStep[]): ConnectionReport {
  return { ok: steps.every((step) => step.ok), steps };
}

function testMail(from: { name: string; address: string }, to: string, now: string): Buffer {
  const fields = [
    foldField('Date', mailDate(now)), foldField('From', headerParty(from)), foldField('To', headerParty({ name: '', address: to })), foldField('Subject', headerText('Test of outgoing mail')),
    `Message-ID: <${randomUUID()}@${domainOf(from.address)}>`, 'Auto-Submitted: auto-generated', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8',
  ];
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\nThis mail was sent to see whether mail from ${from.address} goes out. It does.\r\n`);
}
