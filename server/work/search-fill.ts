import { accountsToFill, fillSearchOnce } from '#core/desk/index.ts';
import type { StandingWork } from '../standing-work.ts';

/** Looks at least so often for accounts whose history is to be filled. */
const pollMs = 5_000;
/** After a round others have the processor for as long as it took, and for so long at least. */
const pauseMsMin = 20;
/** How long new events go first. An event that the consumer cannot take would hold up history for ever. */
const patienceMs = 5_000;
const retryMs = 30_000;

/**
 * Makes the search documents of history, behind the consumer that keeps those of new events: one round of one account at a time, each account in turn, on
 * half of a processor at most. Any number of processes may run it; the place is in the database.
 */
export const searchFill: StandingWork = {
  name: 'search-fill',
  start: async ({ database, logger, wake }) => {
    let isStopping = false;
    let rouse = (): void => {};
    /** By account: since when new events go first, and until when one that failed is left alone. */
    const waitingSince = new Map<number, number>();
    const restsUntil = new Map<number, number>();
    const sleep = (ms: number): Promise<void> => new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => { clearTimeout(timer); resolve(); };
      if (isStopping) rouse();
    });
    /** True: it may go on at once. */
    const step = async (accountId: number): Promise<boolean> => {
      if ((restsUntil.get(accountId) ?? 0) > performance.now()) return false;
      const since = waitingSince.get(accountId) ?? performance.now();
      try {
        const done = await fillSearchOnce(database, accountId, { isImpatient: performance.now() - since > patienceMs });
        restsUntil.delete(accountId);
        if (done === 'waits') waitingSince.set(accountId, since);
        else waitingSince.delete(accountId);
        if (done === 'filled') wake(); // the consumer passed this account meanwhile
        if (done === 'through') logger.info({ accountId }, 'search has all of the history');
        return true;
      } catch (error) {
        if (!restsUntil.has(accountId)) logger.error({ err: error, accountId }, 'the search documents of history cannot be made; that is tried again');
        restsUntil.set(accountId, performance.now() + retryMs);
        return false;
      }
    };
    const run = async (): Promise<void> => {
      while (!isStopping) {
        let isMore = false;
        for (const accountId of await accountsToFill(database).catch(() => [])) {
          if (isStopping) return;
          const begun = performance.now();
          isMore = await step(accountId) || isMore;
          await sleep(Math.max(pauseMsMin, performance.now() - begun));
        }
        if (!isStopping) await sleep(isMore ? pauseMsMin : pollMs);
      }
    };
    const running = run();
    return async () => {
      isStopping = true;
      rouse();
      await running;
    };
  },
};
