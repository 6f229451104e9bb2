import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Tx } from '#storage/index.ts';
import type { WithheldBecause } from './withheld-because.ts';

/** What was decided about one incoming mail. */
export interface AutoReplyEntry {
  readonly id: number;
  readonly messageId: number;
  readonly conversationId: number;
  readonly channelId: number;
  readonly address: string | null;
  /** The reply; null: none went out. */
  readonly replyId: number | null;
  readonly withheldBecause: WithheldBecause | null;
  readonly at: string;
}

/** Of a conversation, of a channel, or of the whole account; newest first. `withheld`: only mails that got none. Those are kept for 90 days (`sweepWithheldReplies`). */
export async function findAutoReplies(
  tx: Tx, act: Act, { conversationId, channelId, withheld = false, before, limit = 50 }: { conversationId?: number; channelId?: number; withheld?: boolean; before?: number; limit?: number } = {},
): Promise<AutoReplyEntry[]> {
  requirePermission(act, 'conversations.read');
  const wanted = allOf([
    ...(conversationId === undefined ? [] : [sql`l.conversation_id = ${conversationId}::bigint`]), ...(channelId === undefined ? [] : [sql`l.channel_id = ${channelId}::bigint`]),
    ...(withheld ? [sql`l.reply_id IS NULL`] : []), sql`l.id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint`,
  ]);
  return tx.rows(sql<AutoReplyEntry>`
    SELECT l.id, l.message_id AS "messageId", l.conversation_id AS "conversationId", l.channel_id AS "channelId", a.address, l.reply_id AS "replyId",
      l.withheld_because AS "withheldBecause", l.at
    FROM auto_reply_log l LEFT JOIN addresses a ON a.account_id = l.account_id AND a.id = l.address_id
    WHERE l.account_id = ${tx.accountId} AND ${wanted}
    ORDER BY l.id DESC LIMIT ${Math.max(1, Math.min(limit, 200))}`);
}
