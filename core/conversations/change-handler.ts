import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';

/** Hands a conversation to a bot, or to people. Again: nothing happens. */
export async function changeHandler(tx: Tx, act: Act, id: number, handler: 'bot' | 'person'): Promise<void> {
  requirePermission(act, 'conversations.close');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  const changed = await tx.run(sql`
    UPDATE conversations SET handler = ${handler}, acted_at = coalesce(acted_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ${row.id} AND handler <> ${handler}`);
  if (changed === 0) return;
  await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: row.id, data: { field: 'handler', from: handler === 'bot' ? 'person' : 'bot', to: handler } }]);
}
