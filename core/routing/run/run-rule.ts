import { CoreError, type Act } from '#core/kernel/index.ts';
import { crashPoint, type Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import { Again, type Transact } from '../engine/locks.ts';
import { settle } from '../engine/settle.ts';
import type { Wake } from '../engine/store.ts';
import { openSqlStore, type SqlStore } from '../store/open-sql-store.ts';

/** One transaction of the act's account: `withAccount` of a database, or `change` of a call. */
export type Change = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What a command of routing comes to: its result, and what is to be looked at after the commit. */
export interface Routed<T> { readonly result: T; readonly wake: Wake }

/** Runs a rule in the transaction that is open. What it wakes is the caller's to settle after the commit. */
export async function inStore<T>(tx: Tx, act: Act, rule: (store: SqlStore) => Promise<T>): Promise<T> {
  const store = await openSqlStore(tx, act);
  const result = await rule(store);
  await store.finish();
  const dueMs = store.nearestDueMs();
  if (dueMs !== null) tx.afterCommit(() => ringBell('due', dueMs));
  crashPoint('routing-before-commit');
  return result;
}

/** The transactions that rules and `settle` run in. */
export function transactOf(change: Change, act: Act): Transact {
  return (work) => change((tx) => inStore(tx, act, work));
}

/**
 * Runs a command of routing: its transaction (again where the world changed between looking and locking), then the matches that it made
 * possible, each in a transaction of its own. What the command did stands when a match fails or the process dies: the standing work does that match
 * within a second.
 */
export async function runRouting<T>(change: Change, act: Act, command: (tx: Tx) => Promise<Routed<T>>): Promise<T> {
  const { result, wake } = await again(() => change(command));
  crashPoint('routing-after-commit');
  await settleWake(change, act, wake);
  return result;
}

/** Matches after a commit; what fails is left to the standing work. Returns how many offers were made. */
export async function settleWake(change: Change, act: Act, wake: Wake): Promise<number> {
  if (wake.queues.length + wake.agents.length === 0) return 0;
  try {
    return await settle(transactOf(change, act), wake);
  } catch {
    ringBell('due');
    return 0;
  }
}

const triesMax = 5;

/** Runs the transaction again where its rule asks for it (`Again`): what it read before it locked was no longer so. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Again)) throw error;
      if (tries >= triesMax) throw new CoreError('conflict', 'Others are changing the same thing at this moment; try again.', { key: 'changed-meanwhile', cause: error });
    }
  }
}
