import { appendEvents, type Consumer, type StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { recomputeFacts } from './write-facts.ts';

/** Conversations that one transaction recomputes at most because a setting changed. */
const rangeSize = 500;

/** Projection: keeps message_facts and conversation_facts. Holds state only; a rebuild gives the same rows. */
export const factsConsumer: Consumer = { name: 'facts', kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<number> {
  const touched = new Set<number>();
  for (const [at, event] of events.entries()) {
    if (event.conversationId !== null) touched.add(event.conversationId);
    if (event.type === 'conversation.merged') touched.add(event.data['from'] as number);
    if (event.type === 'conversation.unmerged') touched.add(event.data['into'] as number);
    if (event.type === 'settings.changed' && event.data['recompute'] === true) await requestAll(tx, event.storedAt);
    if (event.type !== 'facts.requested') continue;
    const { fromId, toId } = event.data as { fromId: number; toId: number };
    const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND id BETWEEN ${fromId} AND ${toId}`);
    for (const row of rows) touched.add(row.id);
    await recomputeFacts(tx, [...touched]);
    return at + 1;
  }
  await recomputeFacts(tx, [...touched]);
  return events.length;
}

/** Asks for the facts of every conversation anew, in ranges, so that no transaction is long. */
export async function requestAll(tx: Tx, now: string): Promise<number> {
  const ranges = await tx.rows(sql<{ fromId: number; toId: number }>`
    SELECT min(id) AS "fromId", max(id) AS "toId"
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / ${rangeSize}::bigint AS part FROM conversations WHERE account_id = ${tx.accountId}) c
    GROUP BY part ORDER BY part`);
  await appendEvents(tx, systemAct(tx.accountId, now, 'facts', 'rebuild'), ranges.map((data) => ({ type: 'facts.requested' as const, data })));
  return ranges.length;
}
