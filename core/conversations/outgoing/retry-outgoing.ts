import { hurrySendingBrake } from '#core/channels/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireOutgoing, tellDelivery } from './lock-outgoing.ts';
import { deliveryCan } from './outgoing-mail.ts';

/**
 * Tries a mail again that failed, bounced or waits: now, to every recipient that has not got it, with all its tries before it. The same
 * bytes with the same Message-ID: whoever has it already can tell.
 */
export async function retryOutgoing(tx: Tx, act: Act, messageId: number): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const mail = await requireOutgoing(tx, messageId);
  const problem = deliveryCan.retry(mail.state);
  if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  await tx.run(sql`
    UPDATE outgoing_recipients SET state = 'pending', detail = NULL, changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND state IN ('failed', 'bounced')`);
  await queueNow(tx, act, messageId);
  await tx.run(sql`UPDATE outgoing_mails SET attempts = 0, first_attempt_at = NULL WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  // The turn that its failure gave back to us is over: the mail is on its way again.
  await tx.run(sql`UPDATE conversations SET turn_set_at = NULL WHERE account_id = ${tx.accountId} AND id = ${mail.conversationId}`);
  await tellDelivery(tx, act, mail, 'queued');
}

/** Ends the undo delay, the wait until its time, or the pause before the next try; also that of a server that failed. */
export async function sendNow(tx: Tx, act: Act, messageId: number): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const mail = await requireOutgoing(tx, messageId);
  const problem = deliveryCan.sendNow(mail.state);
  if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  await queueNow(tx, act, messageId);
  await tellDelivery(tx, act, mail, 'queued');
}

async function queueNow(tx: Tx, act: Act, messageId: number): Promise<void> {
  const { channelId } = await tx.one(sql<{ channelId: number }>`SELECT channel_id AS "channelId" FROM outgoing_mails WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  await hurrySendingBrake(tx, act, channelId);
  await tx.run(sql`
    UPDATE outgoing_mails SET state = 'queued', next_attempt_at = ${act.now}, send_after = least(send_after, ${act.now}::timestamptz), held_by = NULL, changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
}
