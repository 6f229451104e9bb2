import { sql, type Connection, type Tx } from '#storage/index.ts';
import { shareSnapshot, type SnapshotName } from './share-snapshot.ts';
import type { Asked, ColumnAnswer, ColumnAnswers, ColumnQuestion } from './column-question.ts';

/** Counts what the statements over the facts count (`countBySql`, the spread), the answer being of the question's kind; null: it cannot now. */
export interface FigureColumns {
  /** The account of the transaction is large enough to be worth it. */
  readonly covers: (tx: Tx) => Promise<boolean>;
  /** As of a snapshot that the asker keeps open, or as of now. */
  readonly count: (accountId: number, question: ColumnQuestion, asOf: SnapshotName | null) => Promise<ColumnAnswer | null>;
}

/** By the database that they were read from: a transaction is answered from the columns of its own, or not at all. */
const inUse = new Map<string, FigureColumns>();
const keyOf = (connection: Connection): string => JSON.stringify(Object.entries(connection).sort(([a], [b]) => (a < b ? -1 : 1)));

/** From now on figures of this database are counted in the columns where they can be. The function returned ends that. */
export function useFigureColumns(connection: Connection, columns: FigureColumns): () => void {
  inUse.set(keyOf(connection), columns);
  return () => { if (inUse.get(keyOf(connection)) === columns) inUse.delete(keyOf(connection)); };
}

/** The answer from the columns, as of the moment of a transaction that reads as of one, or as of now; null: the database has to count. So it does for a transaction that has written something: nobody else sees what it sees. */
export async function countInColumns<Kind extends keyof ColumnAnswers>(tx: Tx, kind: Kind, of: Asked<Kind>): Promise<ColumnAnswers[Kind] | null> {
  const columns = inUse.get(keyOf(tx.connection));
  if (columns === undefined || !(await columns.covers(tx))) return null;
  const { hasWritten, isOfNow } = await tx.one(sql<{ hasWritten: boolean; isOfNow: boolean }>`
    SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS "hasWritten", current_setting('transaction_isolation') = 'read committed' AS "isOfNow"`);
  return hasWritten ? null : await columns.count(tx.accountId, { kind, of } as ColumnQuestion, isOfNow ? null : await shareSnapshot(tx)) as ColumnAnswers[Kind] | null;
}
