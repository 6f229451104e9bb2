import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { computeClock, type ConversationClock } from '../facts/index.ts';
import { loadConversations } from '../projection/load-inputs.ts';

export interface ReplyClock extends ConversationClock { readonly conversationId: number }

const nothing: ConversationClock = { began: null, turn: 'none', waitingSince: null, waits: [] };

/**
 * What the reply clock counted in a conversation, as it stands in this transaction: each question with its answer, by which calendar, and since when somebody waits. The id of a merged one gives
 * where it went; spam has no figures; unknown, deleted and another account's answer alike (`not-found`).
 */
export async function getReplyClock(tx: Tx, act: Act, conversationId: number): Promise<ReplyClock> {
  requirePermission(act, 'conversations.read');
  const target = await tx.maybe(sql<{ id: number }>`
    SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!target) throw notFound('conversation');
  const [loaded] = await loadConversations(tx, [target.id]);
  return { conversationId: target.id, ...(loaded ? computeClock(loaded.input) : nothing) };
}
