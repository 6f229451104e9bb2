import { findAccountsWithDueReports, takeDueReports } from '#core/reports/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { enqueueMakeReport } from '../reports/report-jobs.ts';
import type { StandingWork, WorkContext } from '../standing-work.ts';
import { createFailureBrake, failureKind } from './failure-brake.ts';

const pollMs = 2_000;

/** Begins the reports that are due now and those that were asked for, in every account. Returns how many. One account's failure keeps no other from its own. */
export async function beginDueReports({ database, clock, onFailure }: Pick<WorkContext, 'database' | 'clock'> & { readonly onFailure: (error: unknown, accountId: number) => void }): Promise<number> {
  let begun = 0;
  for (const accountId of await findAccountsWithDueReports(database, nowText(clock))) {
    const act = systemAct(accountId, nowText(clock), 'reports');
    try {
      begun += await database.withAccount(accountId, (tx) => takeDueReports(tx, act, (runId) => enqueueMakeReport(tx, act, runId)));
    } catch (error) {
      onFailure(error, accountId);
    }
  }
  return begun;
}

/** Looks every two seconds; on every server, as whoever comes second finds nothing to do. */
export const reportClock: StandingWork = {
  name: 'report clock',
  start: async ({ database, clock, logger, wake }) => {
    const brake = createFailureBrake(() => performance.now(), (error, about) => logger.error({ err: error, ...about }, 'scheduled reports fail and will be tried again'));
    let underWay: Promise<void> = Promise.resolve();
    let isBusy = false;
    const look = async (): Promise<void> => {
      let fails = false;
      const failed = (error: unknown, accountId: number | null): void => {
        fails = true;
        brake.failed(failureKind('reports', error), error, { accountId });
      };
      try {
        if (await beginDueReports({ database, clock, onFailure: failed }) > 0) wake();
      } catch (error) {
        failed(error, null);
      }
      if (!fails && brake.isOver()) logger.info('scheduled reports go on');
    };
    const timer = setInterval(() => {
      if (isBusy) return;
      isBusy = true;
      underWay = look().finally(() => { isBusy = false; });
    }, pollMs);
    return async () => {
      clearInterval(timer);
      await underWay;
    };
  },
};
