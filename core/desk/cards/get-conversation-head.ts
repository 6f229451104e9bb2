import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { hot, sql, type Sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { contactOfConversation, type CardContact } from './find-conversation-cards.ts';

/** Where a conversation is and whom it is with: what writing into it needs, in one statement. */
export interface ConversationHead { readonly id: number; readonly channelKind: string; readonly contact: CardContact | null }

/** The conversation c is there, and is that of the id, or the one that was merged into. */
export function isPresent(accountId: number, id: number): Sql {
  return sql`c.account_id = ${accountId} AND c.life <> 'deleted' AND c.merged_into IS NULL
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${accountId} AND r.id = ${id})`;
}

/** By its id or one that was merged into it. Unknown, deleted and another account's answer alike: `not-found`. */
export async function getConversationHead(tx: Tx, act: Act, id: number): Promise<ConversationHead> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const head = await tx.maybe(hot(sql<ConversationHead>`
    SELECT c.id, h.kind AS "channelKind", ${contactOfConversation} AS contact
    FROM conversations c JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id
    WHERE ${isPresent(tx.accountId, id)}`));
  if (!head) throw notFound('conversation');
  return head;
}
