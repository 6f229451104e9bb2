import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockOutgoing } from './lock-outgoing.ts';

/** A try that one process has begun. */
export interface OutgoingClaim {
  readonly messageId: number;
  readonly channelId: number;
  readonly claim: number;
  /** What was known before this try: a try that certainly gave nothing away puts it back. */
  readonly mayHaveLeft: boolean;
  readonly mailId: string;
  readonly attempts: number;
  /** The stored bytes; null: this is the first try. */
  readonly rawSha256: string | null;
  /** Envelope addresses that have not got it. */
  readonly pending: readonly string[];
}

/** After so long without a word of its process (`extendClaim`) a try counts as lost: the process died between the hand-over and its record, or before. */
export const claimMs = 30_000;

/**
 * Begins a try to send a mail that is due. `claimed` null: there is nothing to do now; `notBefore` says when there may be (null: never).
 * From here to `recordOutcome` the mail is `sending` and cannot be taken back.
 */
export async function claimOutgoing(tx: Tx, act: Act, messageId: number): Promise<{ claimed: OutgoingClaim | null; notBefore: string | null }> {
  requirePermission(act, 'conversations.reply');
  const mail = await lockOutgoing(tx, messageId);
  if (!mail || !['held', 'queued', 'sending'].includes(mail.state)) return { claimed: null, notBefore: null };
  const leaseUntil = new Date(Date.parse(act.now) + claimMs).toISOString();
  const claimed = await tx.maybe(sql<Omit<OutgoingClaim, 'pending' | 'mayHaveLeft'>>`
    UPDATE outgoing_mails SET state = 'sending', claim = claim + 1, attempts = attempts + 1, next_attempt_at = ${leaseUntil}, may_have_left = true, no_server = false, held_by = NULL,
      first_attempt_at = coalesce(first_attempt_at, ${act.now}::timestamptz), changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND next_attempt_at <= ${act.now}::timestamptz
    RETURNING message_id AS "messageId", channel_id AS "channelId", claim, mail_id AS "mailId", attempts, raw_sha256 AS "rawSha256"`);
  if (!claimed) {
    const { at } = await tx.one(sql<{ at: string | null }>`SELECT next_attempt_at AS at FROM outgoing_mails WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
    return { claimed: null, notBefore: at };
  }
  const pending = await tx.rows(sql<{ address: string }>`
    SELECT address FROM outgoing_recipients WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND state = 'pending' ORDER BY ordinal`);
  if (mail.state !== 'sending') {
    await appendEvents(tx, act, [{ type: 'message.delivery', conversationId: mail.conversationId, messageId, data: { state: 'sending', from: mail.state } }]);
  }
  return { claimed: { ...claimed, mayHaveLeft: mail.mayHaveLeft, pending: pending.map((row) => row.address) }, notBefore: null };
}

/** The process that is at a try still lives. False: the try is another's by now, or over; what is under way should end. */
export async function extendClaim(tx: Tx, act: Act, { messageId, claim }: Pick<OutgoingClaim, 'messageId' | 'claim'>): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  const leaseUntil = new Date(Date.parse(act.now) + claimMs).toISOString();
  return await tx.run(sql`
    UPDATE outgoing_mails SET next_attempt_at = ${leaseUntil}
    WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND claim = ${claim} AND state = 'sending'`) > 0;
}
