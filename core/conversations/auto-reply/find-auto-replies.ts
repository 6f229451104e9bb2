import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
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

/** Of a conversation, or of the whole account; newest first. */
export async function findAutoReplies(
  tx: Tx, act: Act, { conversationId, before, limit = 50 }: { conversationId?: number; before?: number; limit?: number } = {},
): Promise<AutoReplyEntry[]> {
  requirePermission(act, 'conversations.read');
  const wanted = conversationId === undefined ? sql`true` : sql`l.conversation_id = ${conversationId}::bigint`;
  return tx.rows(sql<AutoReplyEntry>`
    SELECT l.id, l.message_id AS "messageId", l.conversation_id AS "conversationId", l.channel_id AS "channelId", a.address, l.reply_id AS "replyId",
      l.withheld_because AS "withheldBecause", l.at
    FROM auto_reply_log l LEFT JOIN addresses a ON a.account_id = l.account_id AND a.id = l.address_id
    WHERE l.account_id = ${tx.accountId} AND ${wanted} AND l.id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint
    ORDER BY l.id DESC LIMIT ${Math.max(1, Math.min(limit, 200))}`);
}
