import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { withoutBot } from './bot-stays.ts';

/** How a conversation stands by its call or chat. Whose turn it is and who waits follow from the stays of all its calls and chats (`conversation_clock`). */
export interface LineState { readonly live: 'none' | 'calling' | 'chatting'; readonly handler: 'bot' | 'person' }

type Stand = LineState & { readonly turn: string };

/**
 * A call or chat in the conversation has moved on, and its rows are written: `live`, `handler`, `turn` and `waiting_since` follow, of the conversation that took its place where it was merged
 * away. For the commands of interactions, which have checked their permission. A deleted conversation is left alone.
 */
export async function followLine(tx: Tx, act: Act, conversationId: number, { live, handler }: LineState): Promise<void> {
  const before = await tx.maybe(sql<Stand & { readonly id: number }>`
    SELECT id, live, handler, turn FROM conversations
    WHERE account_id = ${tx.accountId} AND id = (SELECT coalesce(merged_into, id) FROM conversations WHERE account_id = ${tx.accountId} AND id = ${conversationId}) AND merged_into IS NULL AND life <> 'deleted'
    FOR NO KEY UPDATE`);
  if (!before) return;
  // A statement of its own: the clock reads the row as it was when its statement began.
  if (handler === 'person') {
    await tx.run(sql`
      UPDATE conversations SET bot_stays = ${withoutBot(act.now)}, handed_over_at = coalesce(handed_over_at, ${act.now}::timestamptz)
      WHERE account_id = ${tx.accountId} AND id = ${before.id} AND handler = 'bot' AND bot_id IS NOT NULL`);
  }
  const after = await tx.maybe(sql<Stand>`
    UPDATE conversations c SET live = ${live}, handler = ${handler}, turn = derived_turn(c.turn, c.turn_set_at, k.last_ask, k.last_answer), waiting_since = k.since
    FROM conversation_clock(${tx.accountId}::bigint, ${before.id}::bigint) k
    WHERE c.account_id = ${tx.accountId} AND c.id = ${before.id}
      AND (c.live, c.handler, c.turn, c.waiting_since) IS DISTINCT FROM (${live}, ${handler}, derived_turn(c.turn, c.turn_set_at, k.last_ask, k.last_answer), k.since)
    RETURNING c.live, c.handler, c.turn`);
  if (!after) return;
  const fields = (['live', 'handler', 'turn'] as const).filter((field) => before[field] !== after[field]);
  if (fields.length > 0) await appendEvents(tx, act, fields.map((field) => ({ type: 'conversation.changed' as const, conversationId: before.id, data: { field, from: before[field], to: after[field] } })));
}
