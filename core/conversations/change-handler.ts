import { findBotOfChannel } from '#core/channels/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';

/** Hands a conversation to a bot, or to people. Again: nothing happens. */
export async function changeHandler(tx: Tx, act: Act, id: number, handler: 'bot' | 'person'): Promise<void> {
  requirePermission(act, 'conversations.close');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  const botId = handler === 'bot' ? await findBotOfChannel(tx, row.channelId) : null;
  const changed = await tx.run(sql`
    UPDATE conversations SET handler = ${handler}, acted_at = coalesce(acted_at, ${act.now}::timestamptz), bot_id = coalesce(bot_id, ${botId}::bigint),
      handed_over_at = CASE WHEN ${handler === 'person'}::boolean THEN coalesce(handed_over_at, ${act.now}::timestamptz) ELSE handed_over_at END
    WHERE account_id = ${tx.accountId} AND id = ${row.id} AND handler <> ${handler}`);
  if (changed === 0) return;
  await appendEvents(tx, act, [handedTo(row.id, handler)]);
}

const handOverMax = 500;

/** A bot is gone: what it still has is people's, up to 500 at a time. Returns how many. */
export async function handOverAll(tx: Tx, act: Act, botId: number): Promise<number> {
  requirePermission(act, 'channels.write');
  const rows = await tx.rows(sql<{ id: number }>`
    UPDATE conversations SET handler = 'person', handed_over_at = coalesce(handed_over_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND handler = 'bot' AND id = ANY(ARRAY(
      SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.bot_id = ${botId} AND c.handler = 'bot' AND c.merged_into IS NULL AND c.life <> 'deleted' ORDER BY c.id LIMIT ${handOverMax} FOR UPDATE))
    RETURNING id`);
  await appendEvents(tx, act, rows.map(({ id }) => handedTo(id, 'person')));
  return rows.length;
}

function handedTo(conversationId: number, handler: 'bot' | 'person'): DomainEvent {
  return { type: 'conversation.changed', conversationId, data: { field: 'handler', from: handler === 'bot' ? 'person' : 'bot', to: handler } };
}
