import { nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { crashPoint, sql, type Database } from '#storage/index.ts';
import { runTimer } from '../engine/run-timer.ts';
import { settle } from '../engine/settle.ts';
import { inStore, runRouting, transactOf, type Change } from './run-rule.ts';
import { claimTimers, settleTimer } from './timers.ts';

interface Due { readonly accountId: number; readonly timers: number; readonly queueIds: readonly number[] }

/** What is due in all accounts: one narrow function over all of them. */
async function findDue(database: Database, now: string): Promise<Due[]> {
  return database.rows(sql<Due>`SELECT account_id AS "accountId", timers, queue_ids AS "queueIds" FROM routing_due(${now}::timestamptz)`);
}

/** When the next timer of any account is due, for whoever sleeps until then; null: there is none. */
export async function nextDueMs(database: Database): Promise<number | null> {
  const [row] = await database.rows(sql<{ due: string | null }>`SELECT next_routing_timer() AS due`);
  const due = row?.due ?? null;
  return due === null ? null : Date.parse(due);
}

export interface DueWorkOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onFailure: (error: unknown, accountId: number | null) => void;
}

/**
 * Does what is due now: timers, and matches that a process which died did not get to. What fails in one account or queue keeps none of the others
 * from theirs and is told (`onFailure`), so that whoever runs this pauses; a timer whose rule fails comes again in five seconds. Returns how many timers it ran and offers it made by matching what was left.
 */
export async function runDueWork({ database, clock, onFailure }: DueWorkOptions): Promise<{ timers: number; offers: number }> {
  const done = { timers: 0, offers: 0 };
  for (const { accountId, timers, queueIds } of await findDue(database, nowText(clock))) {
    const act = (): Act => systemAct(accountId, nowText(clock), 'routing');
    const change: Change = (work) => database.withAccount(accountId, work);
    try {
      if (timers > 0) done.timers += await runTimers(change, act, (error) => onFailure(error, accountId));
    } catch (error) {
      onFailure(error, accountId);
    }
    for (const queueId of queueIds) {
      try {
        done.offers += await settle(transactOf(change, act()), { queues: [queueId], agents: [] });
      } catch (error) {
        onFailure(error, accountId);
      }
    }
  }
  return done;
}

/** Timers of one account that are due, until there are none. Returns how many. */
export async function runTimers(change: Change, act: () => Act, onFailure: (error: unknown) => void): Promise<number> {
  for (let ran = 0; ;) {
    const claimed = await change((tx) => claimTimers(tx, act()));
    if (claimed.length === 0) return ran;
    for (const timer of claimed) {
      const now = act();
      try {
        await runRouting(change, now, async (tx) => {
          const wake = await inStore(tx, now, (store) => runTimer(store, timer));
          await settleTimer(tx, timer);
          return { result: null, wake };
        });
        ran += 1;
        crashPoint('routing-after-timer');
      } catch (error) {
        onFailure(error);
      }
    }
  }
}
