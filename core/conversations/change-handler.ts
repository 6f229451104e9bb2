import { findBotOfChannel } from '#core/channels/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { withBot, withoutBot } from './bot-stays.ts';
import { lockConversations } from './lock-conversations.ts';

/** Hands a conversation to a bot, or to people. Again: nothing happens. */
export async function changeHandler(tx: Tx, act: Act, id: number, handler: 'bot' | 'person'): Promise<void> {
  requirePermission(act, 'conversations.close');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  const botId = handler === 'bot' ? await findBotOfChannel(tx, row.channelId) : null;
  const changed = await tx.run(sql`
    UPDATE conversations SET handler = ${handler}, acted_at = coalesce(acted_at, ${act.now}::timestamptz), bot_id = coalesce(bot_id, ${botId}::bigint),
      bot_stays = ${handler === 'person' ? withoutBot(act.now) : botId === null ? sql`bot_stays` : withBot(act.now)},
      handed_over_at = CASE WHEN ${handler === 'person'}::boolean THEN coalesce(handed_over_at, ${act.now}::timestamptz) ELSE handed_over_at END
    WHERE account_id = ${tx.accountId} AND id = ${row.id} AND handler <> ${handler}`);
  if (changed === 0) return;
  await followClock(tx, [row.id]);
  await appendEvents(tx, act, [handedTo(row.id, handler)]);
}

const handOverMax = 500;

/** A bot is gone: what it still has is people's, up to 500 at a time. Returns how many. */
export async function handOverAll(tx: Tx, act: Act, botId: number): Promise<number> {
  requirePermission(act, 'channels.write');
  const rows = await tx.rows(sql<{ id: number }>`
    UPDATE conversations SET handler = 'person', bot_stays = ${withoutBot(act.now)}, handed_over_at = coalesce(handed_over_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND handler = 'bot' AND id = ANY(ARRAY(
      SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.bot_id = ${botId} AND c.handler = 'bot' AND c.merged_into IS NULL AND c.life <> 'deleted' ORDER BY c.id LIMIT ${handOverMax} FOR UPDATE))
    RETURNING id`);
  await followClock(tx, rows.map(({ id }) => id));
  await appendEvents(tx, act, rows.map(({ id }) => handedTo(id, 'person')));
  return rows.length;
}

/** Since when somebody waits: for nobody while a bot has it. */
async function followClock(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.run(sql`
    UPDATE conversations c SET waiting_since = k.since FROM unnest(${[...ids]}::bigint[]) AS u(id) CROSS JOIN LATERAL conversation_clock(${tx.accountId}::bigint, u.id) k
    WHERE c.account_id = ${tx.accountId} AND c.id = u.id AND c.waiting_since IS DISTINCT FROM k.since`);
}

function handedTo(conversationId: number, handler: 'bot' | 'person'): DomainEvent {
  return { type: 'conversation.changed', conversationId, data: { field: 'handler', from: handler === 'bot' ? 'person' : 'bot', to: handler } };
}
