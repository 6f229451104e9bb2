import { claimOutgoing, findTries, recordOutcome, type OutgoingClaim, type OutgoingOutcome } from '#core/conversations/index.ts';
import { getChannel } from '#core/channels/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { enqueueJob, type JobHandler } from '#jobs/index.ts';
import { crashPoint, type Tx } from '#storage/index.ts';
import { findServer } from './find-server.ts';
import { prepareBytes } from './prepare-bytes.ts';
import type { SendContext } from './send-context.ts';
import { sendBySmtp } from './smtp/send-by-smtp.ts';

export const mailQueue = 'mail';
export const sendMailKind = 'send-mail';
export const setServerText = 'There is no mail server to send through. Set an SMTP server for this channel, or PATCHBAY_SMTP_RELAY for all.';

/** Writes the job of a try; with the instant in its key, so that a try that was moved has one of its own and a repeat none. */
export async function enqueueTry(tx: Tx, messageId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: mailQueue, kind: sendMailKind, payload: { messageId }, runAt, uniqueKey: `${messageId}@${new Date(runAt).toISOString()}` });
}

/**
 * One try to send a mail. Claim, bytes, server, record: each is committed before the next begins, so a process that dies leaves the mail
 * to a later try with the same bytes. Nothing here is lost with the job: `findOverdue` finds what has none.
 */
export function sendMailHandler(context: SendContext): JobHandler {
  return async (job, { signal }) => {
    const messageId = Number(job.payload['messageId']);
    const act = (): Act => systemAct(job.accountId!, nowText(context.clock), 'channel:email');
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => context.database.withAccount(job.accountId!, work);
    const { claimed, notBefore } = await within((tx) => claimOutgoing(tx, act(), messageId));
    if (!claimed) {
      if (notBefore !== null) await within((tx) => enqueueTry(tx, messageId, notBefore));
      return;
    }
    const outcome = await tryToSend(context, act(), claimed, signal);
    if (outcome === null) return;
    crashPoint('mail-handed-over');
    await within(async (tx) => {
      const next = await recordOutcome(tx, act(), claimed, outcome);
      if (next?.nextAttemptAt) await enqueueTry(tx, messageId, next.nextAttemptAt);
    });
  };
}

const nothing = { accepted: [], refused: [], postponed: [], response: null, serverMailId: null };

/** Null: another process has the mail. Every failure on our side is a try that gave nothing away. */
async function tryToSend(context: SendContext, act: Act, claim: OutgoingClaim, signal: AbortSignal): Promise<OutgoingOutcome | null> {
  try {
    const channel = await context.database.withAccount(act.accountId, (tx) => getChannel(tx, act, claim.channelId));
    if (channel.disabledAt !== null) return { ...nothing, end: 'no-server', error: 'This channel is disabled; it sends nothing. Enable it, or take the mail back.' };
    const server = await findServer(context, act, claim.channelId);
    if (server === null) return { ...nothing, end: 'no-server', error: setServerText };
    const bytes = await prepareBytes(context, act, claim);
    if (bytes === null) return null;
    crashPoint('mail-before-smtp');
    return await sendBySmtp(server, { from: channel.address ?? '', to: claim.pending, bytes }, { signal, ...(context.timing && { timing: context.timing }) });
  } catch (error) {
    return { ...nothing, end: 'nothing-left', error: error instanceof CoreError ? error.safeText : (error as Error).message.slice(0, 500) };
  }
}

/** Jobs for the next tries of these mails, in the transaction given. */
export async function enqueueTries(tx: Tx, act: Act, messageIds: readonly number[]): Promise<void> {
  for (const { messageId, at } of await findTries(tx, act, messageIds)) await enqueueTry(tx, messageId, at);
}
