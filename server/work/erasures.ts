import { eraseAccount, takeErasure, takeOwnersToTell } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Database } from '#storage/index.ts';
import { accountDeletedKind } from '../account-mail-jobs.ts';
import type { StandingWork } from '../standing-work.ts';

const pollMs = 60_000;

/** Leaves a mail to each owner of accounts that were deleted since, by whatever way. Returns how many. */
export async function tellOwners(database: Database, now: string): Promise<number> {
  return database.withoutAccount(async (tx) => {
    const owners = await takeOwnersToTell(tx, now);
    for (const { accountId, askedAtMs, userId } of owners) await enqueueJob(tx, { queue: 'settings', kind: accountDeletedKind, payload: { accountId, askedAtMs, userId }, runAt: now });
    return owners.length;
  });
}

/**
 * Tells the owners of deleted accounts, and erases the accounts whose grace is over, one after the other, looking once a minute. Any number of processes may run it: of two one gets an account, and what a dead one left is gone on with after ten minutes. A stop
 * waits for the account at hand only as long as its step takes: the rest is done after the next start.
 */
export const erasures: StandingWork = {
  name: 'erasures',
  start: async ({ database, files, clock, logger, wake }) => {
    let isStopping = false;
    const now = (): string => {
      if (isStopping) throw new Stopped();
      return nowText(clock);
    };
    const look = async (): Promise<void> => {
      if (await tellOwners(database, nowText(clock)) > 0) wake();
      while (!isStopping) {
        const accountId = await takeErasure(database, nowText(clock));
        if (accountId === null) return;
        logger.info({ accountId }, 'an account is erased: its grace is over');
        const erased = await eraseAccount(database, files, accountId, now);
        logger.info({ accountId, ...erased }, 'an account was erased');
      }
    };
    let running = Promise.resolve();
    const begin = (): void => {
      running = running.then(look).catch((error: unknown) => {
        if (!(error instanceof Stopped)) logger.error({ err: error }, 'an account cannot be erased; that is tried again');
      });
    };
    begin();
    const timer = setInterval(begin, pollMs);
    timer.unref();
    return async () => {
      isStopping = true;
      clearInterval(timer);
      await running;
    };
  },
};

class Stopped extends Error {}
