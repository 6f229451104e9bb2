import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { DueMail } from './find-due.ts';
import { lockOutgoing, tellDelivery } from './lock-outgoing.ts';
import { giveUpMs } from './retry-schedule.ts';

/** Mails that a server which works again lets go at once; those beyond come by themselves when their time has come. */
const releasedMax = 1_000;

/**
 * Which channel a mail leaves through, where it waits and its time has come; null: there is nothing to do now. `isPatienceOver`: its next try
 * is its last.
 */
export async function findWaiting(tx: Tx, act: Act, messageId: number): Promise<{ readonly channelId: number; readonly isPatienceOver: boolean } | null> {
  requirePermission(act, 'conversations.read');
  const patientUntil = new Date(Date.parse(act.now) - giveUpMs).toISOString();
  return tx.maybe(sql<{ channelId: number; isPatienceOver: boolean }>`
    SELECT channel_id AS "channelId", coalesce(first_attempt_at <= ${patientUntil}::timestamptz, false) AS "isPatienceOver" FROM outgoing_mails
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND state IN ('held', 'queued', 'sending') AND next_attempt_at <= ${act.now}::timestamptz`);
}

/**
 * Puts the try of a mail off without one: its server (`heldBy`) does not work, or is busy (null). Counts as no try, but its three days have
 * begun. Nothing happens where the mail is not due or another process has it.
 */
export async function holdBack(tx: Tx, act: Act, messageId: number, { heldBy, until, text }: { heldBy: string | null; until: string; text: string | null }): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  const mail = await lockOutgoing(tx, messageId);
  if (!mail || (mail.state !== 'held' && mail.state !== 'queued')) return false;
  const isDue = await tx.run(sql`
    UPDATE outgoing_mails SET state = 'queued', next_attempt_at = ${until}, held_by = ${heldBy}, last_error = coalesce(${text}, last_error), last_error_said = CASE WHEN ${text}::text IS NULL THEN last_error_said END,
      first_attempt_at = coalesce(first_attempt_at, ${act.now}::timestamptz), no_server = false, changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND next_attempt_at <= ${act.now}::timestamptz`) > 0;
  if (isDue && mail.state === 'held') await tellDelivery(tx, act, mail, 'queued');
  return isDue;
}

/** A server works again: what waits for it is due now. */
export async function releaseHeldBack(tx: Tx, act: Act, heldBy: string): Promise<DueMail[]> {
  requirePermission(act, 'conversations.reply');
  return tx.rows(sql<DueMail>`
    UPDATE outgoing_mails o SET next_attempt_at = ${act.now}, held_by = NULL
    FROM (SELECT message_id FROM outgoing_mails WHERE account_id = ${tx.accountId} AND held_by = ${heldBy} AND state = 'queued' ORDER BY message_id LIMIT ${releasedMax} FOR UPDATE SKIP LOCKED) due
    WHERE o.account_id = ${tx.accountId} AND o.message_id = due.message_id
    RETURNING o.message_id AS "messageId", o.next_attempt_at AS at`);
}
