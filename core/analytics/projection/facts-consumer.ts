import { appendEvents, type Consumer, type StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { areLabelsFiltered } from '#core/mail-filters/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { buildRollupStep, checkRollups } from '../rollups/build-rollups.ts';
import { conversationsOfChildren } from './conversations-of-children.ts';
import { recomputeFacts } from './write-facts.ts';

/** Conversations that one transaction recomputes at most because a setting changed. */
const rangeSizeMax = 500;

/** Projection: keeps message_facts, filtered_mails and conversation_facts, and the rollups of the facts. Holds state only; a rebuild gives the same rows. */
export const factsConsumer: Consumer = { name: 'facts', kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<number> {
  const at = events.findIndex((event) => event.type === 'facts.requested' || event.type === 'facts.rollups');
  const taken = at < 0 ? events : events.slice(0, at + 1);
  await requestOutdated(tx, taken);
  const touched = new Set<number>();
  for (const event of taken) {
    if (event.conversationId !== null) touched.add(event.conversationId);
    if (event.type === 'conversation.merged') touched.add(event.data['from'] as number);
    if (event.type === 'conversation.unmerged' || event.type === 'conversation.split') touched.add(event.data['into'] as number);
  }
  for (const id of await conversationsOfChildren(tx, taken)) touched.add(id);
  const request = events[at];
  if (request?.type === 'facts.requested') {
    const { fromId, toId } = request.data as { fromId: number; toId: number };
    const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND id BETWEEN ${fromId} AND ${toId}`);
    for (const row of rows) touched.add(row.id);
  }
  for (const id of await whereMergedInto(tx, taken)) touched.add(id);
  const { storedAt } = taken.at(-1)!;
  const rollups = await checkRollups(tx);
  await recomputeFacts(tx, [...touched]);
  const isBuilding = request?.type === 'facts.rollups' && !(await buildRollupStep(tx));
  if (rollups === 'to-build' || isBuilding) await appendEvents(tx, systemAct(tx.accountId, storedAt, 'facts', 'rebuild'), [{ type: 'facts.rollups', data: {} }]);
  return taken.length;
}

/** A call or chat stays with the conversation that it began in: where that was merged away, its figures are those of the one that took its place. */
async function whereMergedInto(tx: Tx, events: readonly StoredEvent[]): Promise<number[]> {
  const ids = [...new Set(events.flatMap(({ type, conversationId }) => (type === 'interaction.changed' && conversationId !== null ? [conversationId] : [])))];
  if (ids.length === 0) return [];
  return (await tx.rows(sql<{ id: number }>`SELECT DISTINCT merged_into AS id FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[]) AND merged_into IS NOT NULL`)).map(({ id }) => id);
}

/** Asks once for what all changes of settings, channels and agents among the events outdate. */
async function requestOutdated(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  let fromMs = Infinity;
  let now = '';
  for (const event of events) {
    const from = await outdatedFrom(tx, event);
    if (from === null) continue;
    fromMs = Math.min(fromMs, from);
    now = event.storedAt;
  }
  if (now !== '') await requestAll(tx, now, { fromMs });
}

/** The instant from which figures are outdated by an event, in epoch milliseconds; -Infinity: all of them; null: none. */
async function outdatedFrom(tx: Tx, { type, data }: StoredEvent): Promise<number | null> {
  const isAll = type === 'mail.reclassified'
    || ((type === 'settings.changed' || type === 'channel.changed' || type === 'queue.changed') && data['recompute'] === true)
    || (type === 'agent.changed' && data['addressesChanged'] === true)
    || (type === 'label.renamed' && await areLabelsFiltered(tx))
    || (type === 'channel.created' && await areFactsAbout(tx, data['channelId'] as number));
  if (isAll) return -Infinity;
  return type === 'settings.changed' ? (data['fromMs'] as number | undefined) ?? null : null;
}

/** Whether figures exist of mails from or to the channel's addresses: they were made before the addresses were ours. */
async function areFactsAbout(tx: Tx, channelId: number): Promise<boolean> {
  const found = await tx.rows(sql<object>`
    SELECT FROM channel_addresses ca
    JOIN addresses a ON a.account_id = ca.account_id AND a.address = ca.address
    JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id
    JOIN message_facts f ON f.account_id = p.account_id AND f.message_id = p.message_id
    WHERE ca.account_id = ${tx.accountId} AND ca.channel_id = ${channelId} LIMIT 1`);
  return found.length > 0;
}

export interface RequestAllOptions {
  /** Only conversations that something happened to since, in epoch milliseconds. */
  readonly fromMs?: number;
  readonly rangeSize?: number;
}

/** Asks for the facts of every conversation anew, in ranges, so that no transaction is long. */
export async function requestAll(tx: Tx, now: string, { fromMs = -Infinity, rangeSize = rangeSizeMax }: RequestAllOptions = {}): Promise<number> {
  const from = Number.isFinite(fromMs) ? new Date(fromMs).toISOString() : '-infinity';
  const ranges = await tx.rows(sql<{ fromId: number; toId: number }>`
    SELECT min(id) AS "fromId", max(id) AS "toId"
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / ${rangeSize}::bigint AS part FROM conversations
          WHERE account_id = ${tx.accountId} AND (greatest(last_message_at, closed_at) >= ${from}::timestamptz
            OR id IN (SELECT coalesce(k.merged_into, k.id) FROM interactions i JOIN conversations k ON k.account_id = i.account_id AND k.id = i.conversation_id
                      WHERE i.account_id = ${tx.accountId} AND i.updated_at >= ${from}::timestamptz))) c
    GROUP BY part ORDER BY part`);
  await appendEvents(tx, systemAct(tx.accountId, now, 'facts', 'rebuild'), ranges.map((data) => ({ type: 'facts.requested' as const, data })));
  return ranges.length;
}
