import { findAccounts } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { findDomainsToAsk, recheckDomain } from '#core/knowledge/index.ts';
import { nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { enqueueWork } from '../enqueue-work.ts';
import { findTextRecords } from '../find-text-records.ts';
import type { StandingWork } from '../standing-work.ts';

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

/** Looks once an hour, first an hour after the start; each name is asked for once a day, whatever the number of processes. */
export const hostNames: StandingWork = {
  name: 'host-names',
  start: async ({ database, clock, logger, wake }) => {
    let isStopping = false;
    let running = Promise.resolve();
    const onFailure = (error: unknown): void => { logger.warn({ err: error }, 'host names of help centres could not be asked for; that is tried again'); };
    const timer = setInterval(() => {
      running = running.then(() => askForHostNames({ database, clock, findTextRecords, onFailure, isStopping: () => isStopping })).then((asked) => { if (asked > 0) wake(); }).catch(onFailure);
    }, lookMs);
    timer.unref();
    return async () => {
      isStopping = true;
      clearInterval(timer);
      await running;
    };
  },
};
