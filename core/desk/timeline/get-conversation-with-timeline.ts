import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Conversation } from '#core/conversations/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { conversationColumns } from '#core/conversations/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { timelineColumns, type TimelineMessage } from './timeline-message.ts';

/** The place of a message in its conversation's timeline. */
export interface TimelinePlace { readonly at: string; readonly id: number }

export interface ConversationWithTimeline {
  readonly conversation: Conversation & { readonly labelIds: readonly number[] };
  /** The id asked for was merged into this conversation. */
  readonly isRedirected: boolean;
  /** Oldest first: the newest page, or the one before the place asked for. */
  readonly messages: readonly TimelineMessage[];
  /** The place to ask earlier messages from; null: this page begins with the first. */
  readonly earlier: TimelinePlace | null;
}

const limitMax = 200;

/** A conversation and a page of what happened in it. Follows the redirect of a merged one. Unknown, deleted and another account's answer alike. */
export async function getConversationWithTimeline(
  tx: Tx, act: Act, id: number, { before = null, limit = 50 }: { before?: TimelinePlace | null; limit?: number } = {},
): Promise<ConversationWithTimeline> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const conversation = await tx.maybe(sql<ConversationWithTimeline['conversation']>`
    SELECT ${conversationColumns},
      (SELECT coalesce(jsonb_agg(l.label_id ORDER BY l.label_id), '[]') FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id) AS "labelIds"
    FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${id})`);
  if (!conversation) throw notFound('conversation');
  const wanted = Math.max(1, Math.min(limit, limitMax));
  const place = before === null ? sql`` : sql`AND (m.at, m.id) < (${before.at}::timestamptz, ${before.id}::bigint)`;
  const newestFirst = await tx.rows(sql<TimelineMessage>`
    SELECT ${timelineColumns}
    FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversation.id} AND m.deleted_at IS NULL ${place}
    ORDER BY m.at DESC, m.id DESC LIMIT ${wanted + 1}`);
  const messages = newestFirst.slice(0, wanted).reverse();
  const first = messages[0];
  return {
    conversation, isRedirected: conversation.id !== id, messages,
    earlier: newestFirst.length > wanted && first ? { at: first.at, id: first.id } : null,
  };
}
