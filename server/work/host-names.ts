import { findAccounts } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { findDomainsToAsk, recheckDomain } from '#core/knowledge/index.ts';
import { nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { enqueueWork } from '../enqueue-work.ts';
import { findTextRecords } from '../find-text-records.ts';
import type { StandingWork } from '../standing-work.ts';

/** After the start, which has enough to do. */
const firstMs = 60_000;
const lookMs = 60 * 60 * 1_000;

export interface HostNameOptions extends Pick<Outside, 'findTextRecords'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
  readonly isStopping?: () => boolean;
}

/** Asks DNS again for the proved host names of help centres whose day is over, one after the other, no transaction open meanwhile. Whoever has to be warned gets a job in the transaction that says so. Returns how many were asked for. */
export async function askForHostNames({ database, clock, onFailure, findTextRecords: find, isStopping = () => false }: HostNameOptions): Promise<number> {
  let asked = 0;
  for (const { id: accountId } of await findAccounts(database)) {
    const act = () => systemAct(accountId, nowText(clock), 'host-names');
    try {
      const due = await database.withAccount(accountId, (tx) => findDomainsToAsk(tx, act()), { readOnly: true });
      for (const { id, domain, recordName } of due) {
        if (isStopping()) return asked;
        const records = await find(recordName);
        await database.withAccount(accountId, (tx) => recheckDomain(tx, act(), id, { domain, records }, enqueueWork));
        asked += 1;
      }
    } catch (error) {
      onFailure(error);
    }
  }
  return asked;
}

/** Soon after the start, then each hour, never two at once. A server that is started more often than that looks, too. The function returned ends it: it waits for the look that is under way. */
export function lookSoonAndHourly(look: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve();
  let isStopped = false;
  const next = (): void => { running = running.then(() => (isStopped ? undefined : look())); };
  const first = setTimeout(next, firstMs);
  const timer = setInterval(next, lookMs);
  first.unref();
  timer.unref();
  return async () => {
    isStopped = true;
    clearTimeout(first);
    clearInterval(timer);
    await running;
  };
}

/** A name is due a day after it was asked for last; two processes that look in the same moment may both ask, which warns nobody twice. */
export const hostNames: StandingWork = {
  name: 'host-names',
  start: async ({ database, clock, logger, wake }) => {
    let isStopping = false;
    const onFailure = (error: unknown): void => { logger.warn({ err: error }, 'host names of help centres could not be asked for; that is tried again'); };
    const stop = lookSoonAndHourly(async () => {
      try {
        if (await askForHostNames({ database, clock, findTextRecords, onFailure, isStopping: () => isStopping }) > 0) wake();
      } catch (error) {
        onFailure(error);
      }
    });
    return async () => {
      isStopping = true;
      await stop();
    };
  },
};
