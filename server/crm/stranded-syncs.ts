import type { StandingWork } from '../standing-work.ts';
import { findStrandedSyncs } from './crm-jobs.ts';

const everyMs = 5 * 60_000;

/** At the start and every five minutes: a connection whose job was lost is read on. */
export const strandedSyncs: StandingWork = {
  name: 'stranded-syncs',
  start: async ({ database, clock, logger, wake }) => {
    let running = Promise.resolve();
    const look = (): void => {
      running = running.then(() => findStrandedSyncs(database, clock.nowMs())).then((found) => { if (found > 0) wake(); })
        .catch((error: unknown) => logger.warn({ err: error }, 'looking for stranded readings of customer management systems failed'));
    };
    look();
    const timer = setInterval(look, everyMs);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  },
};
