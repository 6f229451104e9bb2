import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** How a conversation stands by its call or chat. turn agent: somebody waits for us; null: as it was. */
export interface LineState { readonly live: 'none' | 'calling' | 'chatting'; readonly handler: 'bot' | 'person'; readonly turn: 'agent' | 'customer' | null }

type Stand = Pick<LineState, 'live' | 'handler'> & { readonly turn: string };

/**
 * A call or chat in the conversation has moved on: `live`, `handler` and `turn` follow. A conversation that nobody has answered yet keeps `new`.
 * For the commands of interactions, which have checked their permission. A merged or deleted conversation is left alone.
 */
export async function followLine(tx: Tx, act: Act, conversationId: number, { live, handler, turn }: LineState): Promise<void> {
  const before = await tx.maybe(sql<Stand>`
    SELECT live, handler, turn FROM conversations WHERE account_id = ${tx.accountId} AND id = ${conversationId} AND merged_into IS NULL AND life <> 'deleted' FOR NO KEY UPDATE`);
  if (!before) return;
  const after: Stand = { live, handler, turn: turn === 'agent' ? (before.turn === 'new' || before.turn === 'none' ? 'new' : 'agent') : turn ?? before.turn };
  const fields = (['live', 'handler', 'turn'] as const).filter((field) => before[field] !== after[field]);
  if (fields.length === 0) return;
  await tx.run(sql`
    UPDATE conversations SET live = ${after.live}, handler = ${after.handler}, turn = ${after.turn},
      handed_over_at = CASE WHEN handler = 'bot' AND ${after.handler}::text = 'person' THEN coalesce(handed_over_at, ${act.now}::timestamptz) ELSE handed_over_at END
    WHERE account_id = ${tx.accountId} AND id = ${conversationId}`);
  await appendEvents(tx, act, fields.map((field) => ({ type: 'conversation.changed' as const, conversationId, data: { field, from: before[field], to: after[field] } })));
}
