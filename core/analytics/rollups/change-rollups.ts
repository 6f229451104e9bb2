import { sql, type Tx } from '#storage/index.ts';
import type { FigureGroup } from '../figures/figure-groups.ts';
import { contextOf, lockBasis } from './rollup-basis.ts';
import { cellsOf, type RollupCell } from './rollup-cells.ts';

/** Conversations whose facts change, and messages that come into them, maybe out of others. */
export interface ChangedFacts { readonly conversationIds: readonly number[]; readonly messageIds: readonly number[] }

/** Runs `change`, which rewrites these facts, and puts the difference into the rollups: minus what they were, plus what they are. */
export async function changeRollups(tx: Tx, { conversationIds, messageIds }: ChangedFacts, change: () => Promise<void>): Promise<void> {
  const kept = await lockBasis(tx);
  if (kept === null || kept.builtTo === 0) return change();
  const context = contextOf(tx.accountId, kept.basis);
  const isBuilt = kept.builtTo === null ? sql`true` : sql`r.conversation_id <= ${kept.builtTo}`;
  const here = sql`r.conversation_id = ANY(${[...conversationIds]}::bigint[])`;
  const read = () => tx.rows(cellsOf(context, ({ unit }: FigureGroup) => sql`${isBuilt} AND ${unit === 'messages' ? sql`(${here} OR r.message_id = ANY(${[...messageIds]}::bigint[]))` : here}`));
  // Of what is new nothing was counted: the question costs as much to plan as to answer.
  const before = await areFacts(tx, { conversationIds, messageIds }) ? await read() : [];
  await change();
  const after = await read();
  await addCells(tx, difference(before, after));
}

async function areFacts(tx: Tx, { conversationIds, messageIds }: ChangedFacts): Promise<boolean> {
  const ids = sql`${[...conversationIds]}::bigint[]`;
  const { is } = await tx.one(sql<{ is: boolean }>`
    SELECT EXISTS (SELECT FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${ids})) OR EXISTS (SELECT FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${ids}))
      OR EXISTS (SELECT FROM message_facts WHERE account_id = ${tx.accountId} AND message_id = ANY(${[...messageIds]}::bigint[])) AS is`);
  return is;
}

function difference(before: readonly RollupCell[], after: readonly RollupCell[]): RollupCell[] {
  const nameOf = ({ kind, unit, first, key, part, bucket }: RollupCell) => `${kind} ${unit} ${first} ${key} ${part} ${bucket}`;
  const left = new Map(before.map((cell) => [nameOf(cell), cell]));
  const changed: RollupCell[] = [];
  for (const cell of after) {
    const name = nameOf(cell);
    const old = left.get(name);
    left.delete(name);
    const v = cell.v.map((value, at) => value - (old?.v[at] ?? 0));
    if (v.some((value) => value !== 0)) changed.push({ ...cell, v });
  }
  for (const cell of left.values()) changed.push({ ...cell, v: cell.v.map((value) => -value) });
  return changed;
}

/** Adds to what is kept; what comes to nothing is no longer kept, so that rollups built anew are the same rows. */
export async function addCells(tx: Tx, cells: readonly RollupCell[]): Promise<void> {
  const account = tx.accountId;
  const counts = cells.filter(({ bucket }) => bucket === null);
  const buckets = cells.filter(({ bucket }) => bucket !== null);
  if (counts.length > 0) {
    const given = sql`json_to_recordset(${JSON.stringify(counts)}::json) AS x(kind text, unit text, first date, key bigint, part text, v bigint[])`;
    const empty = await tx.rows(sql<Emptied>`
      WITH kept AS (
        INSERT INTO figure_rollups AS t (account_id, kind, unit, first, key, part, counts)
        SELECT ${account}, x.kind, x.unit, x.first, x.key, x.part, x.v FROM ${given} ORDER BY 2, 3, 4, 5, 6
        ON CONFLICT (account_id, kind, unit, first, key, part) DO UPDATE SET counts = add_counts(t.counts, excluded.counts)
        RETURNING t.kind, t.unit, t.first, t.key, t.part, t.counts)
      SELECT kind, unit, first::text, key, part FROM kept WHERE 0 = ALL(counts)`);
    if (empty.length > 0) {
      await tx.run(sql`
        DELETE FROM figure_rollups t USING ${emptied(empty)}
        WHERE t.account_id = ${account} AND t.kind = x.kind AND t.unit = x.unit AND t.first = x.first AND t.key = x.key AND t.part = x.part`);
    }
  }
  if (buckets.length > 0) {
    const given = sql`json_to_recordset(${JSON.stringify(buckets.map(({ v, ...cell }) => ({ ...cell, n: v[0] })))}::json) AS x(kind text, unit text, first date, key bigint, part text, bucket int, n int)`;
    const empty = await tx.rows(sql<Emptied>`
      WITH kept AS (
        INSERT INTO figure_histograms AS t (account_id, kind, unit, first, key, metric, buckets)
        SELECT ${account}, x.kind, x.unit, x.first, x.key, x.part, array_agg(p.e ORDER BY x.bucket, p.o)
        FROM ${given} CROSS JOIN LATERAL (VALUES (1, x.bucket), (2, x.n)) p(o, e) GROUP BY 2, 3, 4, 5, 6 ORDER BY 2, 3, 4, 5, 6
        ON CONFLICT (account_id, kind, unit, first, key, metric) DO UPDATE SET buckets = add_buckets(t.buckets, excluded.buckets)
        RETURNING t.kind, t.unit, t.first, t.key, t.metric, t.buckets)
      SELECT kind, unit, first::text, key, metric AS part FROM kept WHERE buckets = '{}'`);
    if (empty.length > 0) {
      await tx.run(sql`
        DELETE FROM figure_histograms t USING ${emptied(empty)}
        WHERE t.account_id = ${account} AND t.kind = x.kind AND t.unit = x.unit AND t.first = x.first AND t.key = x.key AND t.metric = x.part`);
    }
  }
}

type Emptied = Pick<RollupCell, 'kind' | 'unit' | 'first' | 'key' | 'part'>;

const emptied = (rows: readonly Emptied[]) => sql`json_to_recordset(${JSON.stringify(rows)}::json) AS x(kind text, unit text, first date, key bigint, part text)`;
