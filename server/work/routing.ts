import { endLostDevices, nextDueMs, onBell, runDueWork } from '#core/routing/index.ts';
import type { StandingWork } from '../standing-work.ts';
import { createFailureBrake, failureKind } from './failure-brake.ts';

/** Looks at least so often: what a dead process left, or another process set, is found within it. */
const pollMs = 1_000;

/**
 * Runs what is due in calls and chats: offers that nobody took, wrap-ups that are over, calls put off until now, and matches that a process which
 * died did not get to; agents whose last device was not heard of in time are offline. Sleeps until the nearest timer that it knows, a bell of this process, or a second.
 */
export const routing: StandingWork = {
  name: 'routing',
  start: async ({ database, clock, logger, wake }) => {
    let isStopping = false;
    let isRung = false;
    let rouse = (): void => {};
    let wakeAtMs = Infinity;
    const stopListening = onBell('due', (dueMs) => {
      if (dueMs !== null && dueMs > clock.nowMs()) { // a timer: sleep no longer than until then
        if (dueMs < wakeAtMs) rouse();
        return;
      }
      isRung = true;
      rouse();
    });
    const sleep = async (): Promise<void> => {
      const next = await nextDueMs(database).catch(() => null);
      const now = clock.nowMs();
      const ms = Math.min(pollMs, Math.max(0, (next ?? Infinity) - now));
      if (isStopping || isRung) return;
      wakeAtMs = now + ms;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        rouse = () => { clearTimeout(timer); resolve(); };
      });
      wakeAtMs = Infinity;
    };
    const brake = createFailureBrake(() => performance.now(), (error, about) => logger.error({ err: error, ...about }, 'routing fails and will be tried again'));
    const run = async (): Promise<void> => {
      while (!isStopping) {
        isRung = false;
        let fails = false;
        const failed = (part: string) => (error: unknown, accountId: number | null = null): void => {
          fails = true;
          brake.failed(failureKind(part, error), error, { accountId });
        };
        const { timers, offers } = await runDueWork({ database, clock, onFailure: failed('due') }).catch((error: unknown) => { failed('due')(error); return { timers: 0, offers: 0 }; });
        await endLostDevices({ database, clock, onFailure: failed('devices') }).catch(failed('devices'));
        if (!fails && brake.isOver()) logger.info('routing goes on');
        if (timers + offers > 0) wake();
        if (fails) await pause(pollMs);
        if (!isStopping) await sleep();
      }
    };
    const running = run();
    return async () => {
      isStopping = true;
      stopListening();
      rouse();
      await running;
    };
  },
};

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
