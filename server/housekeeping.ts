import type { FileStore } from '#core/files/index.ts';
import type { Clock } from '#core/kernel/index.ts';
import { sweepRateWindows } from '#http/index.ts';
import type { Database } from '#storage/index.ts';

const everyMs = 60 * 60 * 1_000;

export interface HousekeepingOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/** Once an hour: rate windows long over, temporary files of crashes. The function returned ends it. */
export function startHousekeeping({ database, files, clock, onFailure }: HousekeepingOptions): () => void {
  const timer = setInterval(() => {
    Promise.all([sweepRateWindows(database, clock.nowMs()), files.sweep(clock.nowMs())]).catch(onFailure);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
