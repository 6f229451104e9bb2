import { sql, type Connection, type Tx } from '#storage/index.ts';
import type { Asked, ColumnAnswer, ColumnAnswers, ColumnQuestion } from './column-question.ts';

/** Counts what the statements over the facts count (`countBySql`, the spread), the answer being of the question's kind; null: it cannot now. */
export interface FigureColumns {
  /** The account of the transaction is large enough to be worth it. */
  readonly covers: (tx: Tx) => Promise<boolean>;
  readonly count: (accountId: number, question: ColumnQuestion) => Promise<ColumnAnswer | null>;
}

/** By the database that they were read from: a transaction is answered from the columns of its own, or not at all. */
const inUse = new Map<string, FigureColumns>();
const keyOf = (connection: Connection): string => JSON.stringify(Object.entries(connection).sort(([a], [b]) => (a < b ? -1 : 1)));

/** From now on figures of this database are counted in the columns where they can be. The function returned ends that. */
export function useFigureColumns(connection: Connection, columns: FigureColumns): () => void {
  inUse.set(keyOf(connection), columns);
  return () => { if (inUse.get(keyOf(connection)) === columns) inUse.delete(keyOf(connection)); };
}

/** The answer as of now from the columns; null: the database has to count. So it does for a transaction that has written something, or reads as of its own beginning: nobody else sees what it sees. */
export async function countInColumns<Kind extends keyof ColumnAnswers>(tx: Tx, kind: Kind, of: Asked<Kind>): Promise<ColumnAnswers[Kind] | null> {
  const columns = inUse.get(keyOf(tx.connection));
  if (columns === undefined || !(await columns.covers(tx))) return null;
  const { isPlain } = await tx.one(sql<{ isPlain: boolean }>`SELECT pg_current_xact_id_if_assigned() IS NULL AND current_setting('transaction_isolation') = 'read committed' AS "isPlain"`);
  return isPlain ? await columns.count(tx.accountId, { kind, of } as ColumnQuestion) as ColumnAnswers[Kind] | null : null;
}
