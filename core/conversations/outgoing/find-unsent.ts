import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { DeliveryState } from '#core/events/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { Delivery } from './outgoing-mail.ts';

/** A mail of ours that has not arrived as far as we know. */
export interface UnsentMail extends Delivery {
  readonly messageId: number;
  readonly conversationId: number;
  readonly channelId: number;
  readonly subject: string;
  readonly agentId: number | null;
  readonly createdAt: string;
}

export type UnsentState = Extract<DeliveryState, 'held' | 'queued' | 'sending' | 'failed' | 'bounced'>;
export const unsentStates: readonly UnsentState[] = ['held', 'queued', 'sending', 'failed', 'bounced'];

export interface UnsentPage {
  /** Messages before this one; absent: the newest. */
  readonly before?: number;
  /** Default 50, at most 200. */
  readonly limit?: number;
  readonly states?: readonly UnsentState[];
}

/** RFC 3339 UTC with milliseconds, in a column and in JSON alike; null stays null. */
export function instantText(column: Sql): Sql {
  return sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The columns of a `Delivery`, of outgoing_mails named o. */
export const deliveryColumns: Sql = sql`
  o.state, ${instantText(sql`o.send_after`)} AS "sendAfter", ${instantText(sql`o.handed_over_at`)} AS "handedOverAt", o.attempts,
  CASE WHEN o.state IN ('held', 'queued') THEN ${instantText(sql`o.next_attempt_at`)} END AS "nextAttemptAt", o.last_error AS "lastError",
  CASE WHEN o.last_error IS NULL OR o.state NOT IN ('held', 'queued') THEN NULL WHEN o.held_by IS NOT NULL THEN 'server-braked' WHEN NOT o.no_server THEN NULL
    WHEN (SELECT ch.disabled_at IS NULL FROM channels ch WHERE ch.account_id = o.account_id AND ch.id = o.channel_id) THEN 'no-server' ELSE 'channel-off' END AS "lastErrorKey",
  CASE WHEN o.last_error IS NOT NULL AND o.held_by IS NULL AND NOT o.no_server THEN o.last_error_said END AS "lastErrorSaid",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('address', r.address, 'state', r.state, 'detail', r.detail) ORDER BY r.ordinal), '[]')
   FROM outgoing_recipients r WHERE r.account_id = o.account_id AND r.message_id = o.message_id) AS recipients`;

const unsentColumns = sql`
  o.message_id AS "messageId", m.conversation_id AS "conversationId", o.channel_id AS "channelId", m.subject, m.agent_id AS "agentId", ${instantText(sql`o.created_at`)} AS "createdAt", ${deliveryColumns}`;

/** Mail that waits, is being sent, failed or bounced; newest first. */
export async function findUnsent(tx: Tx, act: Act, { before, limit = 50, states = unsentStates }: UnsentPage = {}): Promise<UnsentMail[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<UnsentMail>`
    SELECT ${unsentColumns}
    FROM outgoing_mails o JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id AND m.deleted_at IS NULL
    WHERE o.account_id = ${tx.accountId} AND o.state IN ('held', 'queued', 'sending', 'failed', 'bounced') AND o.state = ANY(${[...states]}::text[])
      AND o.message_id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint
    ORDER BY o.message_id DESC LIMIT ${Math.max(1, Math.min(limit, 200))}`);
}

/** Where a mail of ours stands; taken back ones too. */
export async function getDelivery(tx: Tx, act: Act, messageId: number): Promise<Delivery> {
  requirePermission(act, 'conversations.read');
  const found = await tx.maybe(sql<Delivery>`SELECT ${deliveryColumns} FROM outgoing_mails o WHERE o.account_id = ${tx.accountId} AND o.message_id = ${messageId}`);
  if (!found) throw notFound('outgoing mail');
  return found;
}
