import { randomUUID } from 'node:crypto';
import { findBotsOfChannels } from '#core/channels/index.ts';
import { findChannelsOf } from '#core/conversations/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { attemptsMax } from './schedule.ts';
import { topicsOf, type Topic } from './topic.ts';

interface Subscription { readonly id: number; readonly topics: readonly Topic[]; readonly channelId: number | null; readonly botId: number | null; readonly createdAt: string }

/**
 * Writes one delivery for each webhook, event and topic that it wants, of what happened since it was made; again: nothing happens, and nothing is counted twice. Returns their ids, to be given jobs in the same
 * transaction. The body is rendered by the job. For the reactor, which hands in live events only.
 */
export async function planDeliveries(tx: Tx, act: Act, events: readonly StoredEvent[]): Promise<number[]> {
  const told = events.flatMap((event) => topicsOf(event).map((topic) => ({ event, topic })));
  if (told.length === 0) return [];
  const subscriptions = await tx.rows(sql<Subscription>`
    SELECT w.id, w.topics, w.channel_id AS "channelId", w.bot_id AS "botId", w.created_at AS "createdAt" FROM webhooks w WHERE w.account_id = ${tx.accountId} AND w.deleted_at IS NULL AND w.disabled_at IS NULL ORDER BY w.id`);
  if (subscriptions.length === 0) return [];
  const botOf = subscriptions.some(({ botId }) => botId !== null) ? await findBotsOfChannels(tx, act) : new Map<number, number>();
  const channelOf = await findChannelsOf(tx, act, told.flatMap(({ event }) => event.conversationId ?? []));
  const wanted = told.flatMap(({ event, topic }) => {
    const named = event.data['channelId'];
    const at = event.conversationId !== null ? channelOf.get(event.conversationId) : typeof named === 'number' ? named : undefined;
    const isHeard = ({ channelId, botId }: Subscription): boolean => (botId !== null ? at !== undefined && botOf.get(at) === botId : channelId === null || channelId === at);
    return subscriptions.filter((one) => one.topics.includes(topic) && isHeard(one) && Date.parse(one.createdAt) <= Date.parse(event.storedAt)).map(({ id }) => ({ webhookId: id, topic, event }));
  });
  return write(tx, act, wanted);
}

interface Wanted { readonly webhookId: number; readonly topic: Topic; readonly event: StoredEvent }

async function write(tx: Tx, act: Act, wanted: readonly Wanted[]): Promise<number[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ webhookId, topic, event }) => ({
    webhook_id: webhookId, topic, position: event.position, conversation_id: event.conversationId, key: `msg_${randomUUID().replaceAll('-', '')}`,
    event: { type: event.type, messageId: event.messageId, data: event.data, actor: { kind: event.actorKind, id: event.actorId }, happenedAt: event.happenedAt },
  }));
  const made = await tx.rows(sql<{ id: number; webhookId: number; conversationId: number | null }>`
    INSERT INTO webhook_deliveries (account_id, webhook_id, message_key, topic, event_position, event, conversation_id, state, attempts_max, next_try_at, created_at, queued_at)
    SELECT ${tx.accountId}::bigint, r.webhook_id, r.key, r.topic, r.position, r.event, r.conversation_id, 'queued', ${attemptsMax}::integer, ${act.now}::timestamptz, ${act.now}::timestamptz, ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(webhook_id bigint, key text, topic text, position bigint, event jsonb, conversation_id bigint)
    ON CONFLICT (account_id, webhook_id, event_position, topic) WHERE event_position IS NOT NULL DO NOTHING
    RETURNING id, webhook_id AS "webhookId", conversation_id AS "conversationId"`);
  await number(tx, made);
  return made.map(({ id }) => id).toSorted((a, b) => a - b);
}

/** Counts on from what each webhook was given of each conversation, in the order of ids, which is that of the events. */
async function number(tx: Tx, made: readonly { readonly id: number; readonly webhookId: number; readonly conversationId: number | null }[]): Promise<void> {
  const counted = made.filter((one) => one.conversationId !== null);
  if (counted.length === 0) return;
  const ids = counted.map(({ id }) => id);
  await tx.run(sql`
    WITH fresh AS (
      SELECT d.id, d.webhook_id, d.conversation_id, row_number() OVER (PARTITION BY d.webhook_id, d.conversation_id ORDER BY d.id) AS nth, count(*) OVER (PARTITION BY d.webhook_id, d.conversation_id) AS many
      FROM webhook_deliveries d WHERE d.account_id = ${tx.accountId} AND d.id = ANY(${ids}::bigint[])
    ), counted AS (
      INSERT INTO webhook_sequences AS s (account_id, webhook_id, conversation_id, sequence)
      SELECT DISTINCT ${tx.accountId}::bigint, f.webhook_id, f.conversation_id, f.many FROM fresh f
      ON CONFLICT (account_id, webhook_id, conversation_id) DO UPDATE SET sequence = s.sequence + excluded.sequence
      RETURNING webhook_id, conversation_id, sequence
    )
    UPDATE webhook_deliveries d SET sequence = c.sequence - f.many + f.nth FROM fresh f JOIN counted c ON c.webhook_id = f.webhook_id AND c.conversation_id = f.conversation_id
    WHERE d.account_id = ${tx.accountId} AND d.id = f.id`);
}
