import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

export interface NewerMessage { readonly id: number; readonly direction: 'incoming' | 'outgoing' | 'note'; readonly at: string; readonly authorName: string }

const newerMax = 20;

/**
 * `conflict` (reason `stale`, with the messages) where somebody else's message or note came into the conversation after the position that the
 * acting person had seen. To be called in the transaction of the answer, after it was written: its row lock makes two who answer at once agree.
 */
export async function requireFresh(tx: Tx, act: Act, conversationId: number, seenPosition: number): Promise<void> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  // What has no position yet was committed in this moment: later than anything seen.
  const messages = await tx.rows(sql<NewerMessage>`
    SELECT m.id, m.direction, m.at, coalesce(nullif(m.sender_name, ''), g.name, a.address, '') AS "authorName"
    FROM (SELECT message_id, position, actor_kind, actor_id FROM events
          WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND type = 'message.stored' ORDER BY id DESC LIMIT ${newerMax + 5}) e
    JOIN messages m ON m.account_id = ${tx.accountId} AND m.id = e.message_id AND m.conversation_id = ${conversationId} AND m.deleted_at IS NULL AND m.direction <> 'act'
    LEFT JOIN agents g ON g.account_id = m.account_id AND g.id = m.agent_id
    LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE (e.position IS NULL OR e.position > ${seenPosition}) AND NOT (e.actor_kind = 'user' AND e.actor_id IS NOT DISTINCT FROM ${act.actor.kind === 'user' ? act.actor.id : null}::bigint)
    ORDER BY m.at, m.id LIMIT ${newerMax}`);
  if (messages.length === 0) return;
  throw new CoreError('conflict', 'Something came into this conversation since you looked.', { key: 'stale', reason: 'stale', facts: { messages } });
}
