import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface DueMail { readonly messageId: number; readonly at: string }

const dueMax = 1_000;

/** When the next try of each of these mails is due; those that will have none are left out. */
export async function findTries(tx: Tx, act: Act, messageIds: readonly number[]): Promise<DueMail[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<DueMail>`
    SELECT message_id AS "messageId", next_attempt_at AS at FROM outgoing_mails
    WHERE account_id = ${tx.accountId} AND message_id = ANY(${[...messageIds]}::bigint[]) AND next_attempt_at IS NOT NULL ORDER BY message_id`);
}

/** Mail whose try was due before `before` and that nobody has begun: its job is lost. */
export async function findOverdue(tx: Tx, act: Act, before: string): Promise<DueMail[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<DueMail>`
    SELECT message_id AS "messageId", next_attempt_at AS at FROM outgoing_mails
    WHERE account_id = ${tx.accountId} AND next_attempt_at < ${before}::timestamptz ORDER BY next_attempt_at, message_id LIMIT ${dueMax}`);
}

/** The mails of a channel (null: of all) that wait for a mail server are due now. */
export async function wakeWithoutServer(tx: Tx, act: Act, channelId: number | null): Promise<DueMail[]> {
  requirePermission(act, 'conversations.reply');
  return tx.rows(sql<DueMail>`
    UPDATE outgoing_mails SET next_attempt_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND no_server AND state = 'queued' AND (${channelId === null}::boolean OR channel_id = ${channelId}::bigint)
    RETURNING message_id AS "messageId", next_attempt_at AS at`);
}
