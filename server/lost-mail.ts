import { findLostMail } from '#channels/email/send/find-lost-mail.ts';
import type { StandingWork } from './standing-work.ts';

const everyMs = 5 * 60_000;

/** At the start and every five minutes: mail whose try has no job gets one. At the start, mail that waited for a relay that is there now is due too. */
export const lostMail: StandingWork = {
  name: 'lost-mail',
  start: async ({ database, clock, config, logger, wake }) => {
    let running = Promise.resolve();
    const look = (hasRelay: boolean): void => {
      running = running.then(() => findLostMail(database, clock.nowMs(), { hasRelay })).then((found) => { if (found > 0) wake(); })
        .catch((error: unknown) => logger.warn({ err: error }, 'looking for lost mail failed'));
    };
    look(config.smtpRelay !== null);
    const timer = setInterval(() => look(false), everyMs);
    timer.unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  },
};
