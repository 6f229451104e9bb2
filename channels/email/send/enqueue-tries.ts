import { findTries } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';

// Apart from what sends: those who only want a mail sent (the followers of the log, so every command line) load no SMTP and no HTTP.
export const mailQueue = 'mail';
export const sendMailKind = 'send-mail';

/** Writes the job of a try; with the instant in its key, so that a try that was moved has one of its own and a repeat none. */
export async function enqueueTry(tx: Tx, messageId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: mailQueue, kind: sendMailKind, payload: { messageId }, runAt, uniqueKey: `${messageId}@${new Date(runAt).toISOString()}` });
}

/** Jobs for the next tries of these mails, in the transaction given. */
export async function enqueueTries(tx: Tx, act: Act, messageIds: readonly number[]): Promise<void> {
  for (const { messageId, at } of await findTries(tx, act, messageIds)) await enqueueTry(tx, messageId, at);
}
