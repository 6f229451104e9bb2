import type { Act } from '#core/kernel/index.ts';
import { crashPoint, type Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import { openSqlStore, type SqlStore } from '../store/open-sql-store.ts';
import { matchQueues } from './match-queues.ts';

/** One transaction of the act's account: `withAccount` of a database, or `change` of a call. */
export type Change = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What a rule returns: its result, and the queues in which somebody may now be given something. */
export interface Routed<T> { readonly result: T; readonly wake: readonly number[] }

/** Runs rules in the transaction that is open: for commands that do something else in it too. The queues named are to be matched after the commit. */
export async function inStore<T>(tx: Tx, act: Act, rule: (store: SqlStore) => Promise<T>): Promise<T> {
  const store = await openSqlStore(tx, act);
  const result = await rule(store);
  await store.finish();
  const dueMs = store.nearestDueMs();
  if (dueMs !== null) tx.afterCommit(() => ringBell('due', dueMs));
  crashPoint('routing-before-commit');
  return result;
}

/**
 * Runs a command of routing: its transaction, then the matches that it made possible, each in a transaction of its own. What the command did is
 * committed when a match fails or the process dies: the standing work does that match within a second.
 */
export async function runRouting<T>(change: Change, act: Act, command: (tx: Tx) => Promise<Routed<T>>): Promise<T> {
  const { result, wake } = await change(command);
  crashPoint('routing-after-commit');
  await matchQueues(change, act, wake).catch(() => ringBell('due', 0));
  return result;
}
