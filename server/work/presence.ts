import { endLostDevices } from '#core/routing/index.ts';
import type { StandingWork } from '../standing-work.ts';

/** A lease is 45 seconds long, so nobody is online for more than 50 seconds after he was last heard of. */
const everyMs = 5_000;

/** Makes agents offline whose last device was not heard of in time. Two processes do it at once without harm: it is looked at under a lock. */
export const presence: StandingWork = {
  name: 'presence',
  start: async ({ database, clock, logger, wake }) => {
    let isFailing = false;
    let running: Promise<void> | null = null;
    const look = async (): Promise<void> => {
      const failed = (error: unknown): void => {
        if (!isFailing) logger.error({ err: error }, 'ending lost devices fails and will be tried again');
        isFailing = true;
      };
      try {
        if (await endLostDevices({ database, clock, onFailure: failed }) > 0) wake();
        else isFailing = false;
      } catch (error) {
        failed(error);
      }
    };
    const timer = setInterval(() => { running ??= look().finally(() => { running = null; }); }, everyMs);
    return async () => {
      clearInterval(timer);
      await running;
    };
  },
};
