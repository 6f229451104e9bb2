import { CoreError } from '#core/kernel/index.ts';

/**
 * Runs at most `runningMax` works at once and lets `waitingMax` wait; beyond that it refuses with `unavailable` at once. A hash takes
 * 19 MiB and some 10 ms of one core: without the bound a few hundred sign-ins at once would starve everything else.
 */
export function createHashingQueue({ runningMax, waitingMax }: { runningMax: number; waitingMax: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async function enqueue<T>(work: () => Promise<T>): Promise<T> {
    if (running >= runningMax) {
      if (waiting.length >= waitingMax) {
        throw new CoreError('unavailable', 'Too many sign-ins at this moment. Try again shortly.', { key: 'busy', retryAfterSeconds: 2 });
      }
      await new Promise<void>((resolve) => waiting.push(resolve)); // the one that ends hands its place over: `running` stays
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
