import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Projection: gives each call and chat that changed its outward `updated_at`, in the order of positions. All of a batch get one instant (they become
 * visible together), and it is later than any that was given before in the account and kind: a change that was committed late, behind others that were
 * shown already, is shown as later than those, so a pull by `updated_at` finds it. The instant is the database's clock: the moment from which it is to be
 * seen, not the moment of the change. A repeated event gives a further instant, which a pull reads as nothing new. Ordinals are given once.
 */
export const interactionsShownConsumer: Consumer = { name: 'interactions-shown', kind: 'projection', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const byKind = { call: new Set<number>(), chat: new Set<number>() };
  for (const { type, data } of events) if (type === 'interaction.changed') byKind[data['kind'] as 'call' | 'chat'].add(data['interactionId'] as number);
  for (const kind of ['call', 'chat'] as const) if (byKind[kind].size > 0) await show(tx, kind, [...byKind[kind]].sort((a, b) => a - b));
}

async function show(tx: Tx, kind: 'call' | 'chat', ids: readonly number[]): Promise<void> {
  const { shownAt, shown } = await tx.one(sql<{ shownAt: string; shown: number }>`
    INSERT INTO interaction_heads AS h (account_id, kind, shown_at, shown)
    VALUES (${tx.accountId}, ${kind}, date_trunc('milliseconds', clock_timestamp()), (SELECT count(*) FROM unnest(${[...ids]}::bigint[])))
    ON CONFLICT (account_id, kind) DO UPDATE SET
      shown_at = greatest(excluded.shown_at, h.shown_at + interval '1 millisecond'),
      shown = h.shown + excluded.shown - (SELECT count(*) FROM interaction_shown s WHERE s.account_id = h.account_id AND s.interaction_id = ANY(${[...ids]}::bigint[]))
    RETURNING shown_at AS "shownAt", shown`);
  await tx.run(sql`
    WITH fresh AS (
      SELECT w.id, row_number() OVER (ORDER BY w.id) - count(*) OVER () AS behind FROM unnest(${[...ids]}::bigint[]) AS w(id)
      WHERE NOT EXISTS (SELECT FROM interaction_shown s WHERE s.account_id = ${tx.accountId} AND s.interaction_id = w.id)
    ), added AS (
      INSERT INTO interaction_shown (account_id, interaction_id, kind, shown_at, ordinal)
      SELECT ${tx.accountId}::bigint, id, ${kind}, ${shownAt}::timestamptz, ${shown}::bigint + behind FROM fresh
    )
    UPDATE interaction_shown SET shown_at = ${shownAt}::timestamptz WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${[...ids]}::bigint[])`);
}
