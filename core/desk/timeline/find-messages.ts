import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { hot, sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { timelineColumns, type TimelineMessage } from './timeline-message.ts';

export type ListedMessage = TimelineMessage & { readonly deletedAt: string | null };

export interface MessagePage {
  /** Only messages that stand before or after this one; where it is none of the conversation's: no message at all. */
  readonly beforeId?: number;
  readonly afterId?: number;
  /** At most 200. */
  readonly limit: number;
}

const limitMax = 200;

/** Messages of a conversation, oldest first, deleted ones as rows without words: the newest page, or the one beside a message. Follows the redirect of a merged conversation. */
export async function findMessages(tx: Tx, act: Act, conversationId: number, { beforeId, afterId, limit }: MessagePage): Promise<ListedMessage[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const conversation = await tx.maybe(sql<{ id: number }>`
    SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!conversation) throw notFound('conversation');
  const placeOf = (id: number) => sql`(SELECT p.at, p.id FROM messages p WHERE p.account_id = ${tx.accountId} AND p.id = ${id} AND p.conversation_id = ${conversation.id})`;
  const rows = await tx.rows(sql<ListedMessage>`
    SELECT ${timelineColumns}, m.deleted_at AS "deletedAt"
    FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversation.id}
      ${beforeId === undefined ? sql`` : sql`AND (m.at, m.id) < ${placeOf(beforeId)}`} ${afterId === undefined ? sql`` : sql`AND (m.at, m.id) > ${placeOf(afterId)}`}
    ORDER BY m.at ${afterId === undefined ? sql`DESC` : sql`ASC`}, m.id ${afterId === undefined ? sql`DESC` : sql`ASC`} LIMIT ${Math.max(1, Math.min(limit, limitMax))}`);
  return afterId === undefined ? rows.reverse() : rows;
}

/** One message of a conversation, deleted or not. */
export async function getMessage(tx: Tx, act: Act, conversationId: number, messageId: number): Promise<ListedMessage> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const message = await tx.maybe(hot(sql<ListedMessage>`
    SELECT ${timelineColumns}, m.deleted_at AS "deletedAt"
    FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId}
      AND m.conversation_id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`));
  if (!message) throw notFound('message');
  return message;
}

/** Messages by id, deleted ones as rows without words, each with the conversation it is in; unknown ids are left out. */
export async function findMessagesByIds(tx: Tx, act: Act, ids: readonly number[]): Promise<(ListedMessage & { readonly conversationId: number })[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  if (ids.length === 0) return [];
  return tx.rows(sql<ListedMessage & { conversationId: number }>`
    SELECT ${timelineColumns}, m.deleted_at AS "deletedAt", m.conversation_id AS "conversationId"
    FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${[...new Set(ids)]}::bigint[])`);
}
