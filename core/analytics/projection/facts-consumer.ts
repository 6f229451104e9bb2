import { appendEvents, type Consumer, type EventType, type StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { areLabelsFiltered } from '#core/mail-filters/index.ts';
import { crashPoint, sql, type Tx } from '#storage/index.ts';
import { buildRollupStep, checkRollups } from '../rollups/build-rollups.ts';
import { beginRecount, stepRecount } from '../recounts/run-recount.ts';
import { factsConsumerName } from './facts-consumer-name.ts';
import { conversationsOfChildren } from './conversations-of-children.ts';
import { recomputeFacts } from './write-facts.ts';

/** Much work each: one of them ends a batch. */
const steps: ReadonlySet<EventType> = new Set(['facts.recount', 'facts.rollups', 'facts.requested']);

/** Projection: keeps message_facts, filtered_mails and conversation_facts, and the rollups of the facts. Holds state only; a rebuild gives the same rows. */
export const factsConsumer: Consumer = { name: factsConsumerName, kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<number> {
  const at = events.findIndex(({ type }) => steps.has(type));
  const taken = at < 0 ? events : events.slice(0, at + 1);
  await requestOutdated(tx, taken);
  const touched = new Set<number>();
  for (const event of taken) {
    if (event.conversationId !== null) touched.add(event.conversationId);
    if (event.type === 'conversation.merged') touched.add(event.data['from'] as number);
    if (event.type === 'conversation.unmerged' || event.type === 'conversation.split') touched.add(event.data['into'] as number);
  }
  for (const id of await conversationsOfChildren(tx, taken)) touched.add(id);
  const step = events[at];
  if (step?.type === 'facts.requested') for (const id of await conversationsOfRange(tx, step)) touched.add(id);
  if (step?.type === 'facts.recount') for (const id of await stepRecount(tx, step.data['recountId'] as number, step.storedAt)) touched.add(id);
  for (const id of await whereMergedInto(tx, taken)) touched.add(id);
  const { storedAt } = taken.at(-1)!;
  const rollups = await checkRollups(tx);
  await recomputeFacts(tx, [...touched]);
  if (step?.type === 'facts.recount') crashPoint('recount-step');
  const isBuilding = step?.type === 'facts.rollups' && !(await buildRollupStep(tx));
  if (rollups === 'to-build' || isBuilding) await appendEvents(tx, systemAct(tx.accountId, storedAt, 'facts', 'rebuild'), [{ type: 'facts.rollups', data: {} }]);
  return taken.length;
}

async function conversationsOfRange(tx: Tx, { data }: StoredEvent): Promise<number[]> {
  const { fromId, toId } = data as { fromId: number; toId: number };
  return (await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND id BETWEEN ${fromId} AND ${toId}`)).map(({ id }) => id);
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
  let last: StoredEvent | undefined;
  const causes = new Set<string>();
  for (const event of events) {
    const from = await outdatedFrom(tx, event);
    if (from === null) continue;
    fromMs = Math.min(fromMs, from);
    causes.add(event.type === 'settings.changed' ? event.data['kind'] as string : event.type);
    last = event;
  }
  if (last) await beginRecount(tx, { causes: [...causes], askedBy: last.actorKind === 'user' ? last.actorId : null, now: last.storedAt, fromMs });
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
