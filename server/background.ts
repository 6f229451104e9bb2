import { consumeOnce, laggingAccounts, sequenceOnce, type Consumer } from '#core/events/index.ts';
import type { Database } from '#storage/index.ts';

const pollMs = 1_000;
const wakeMsMin = 10;
const retryMsMax = 30_000;

export interface BackgroundOptions {
  readonly database: Database;
  readonly consumers: readonly Consumer[];
  /** Told once when work begins to fail, and once when it goes again. */
  readonly onFailure: (error: unknown) => void;
  readonly onRecovery: () => void;
}

export interface Background {
  /** Something was committed here: look soon (10 ms at the earliest after the last look). */
  wake(): void;
  /** Resolves when the batch under way is done. */
  stop(): Promise<void>;
}

/**
 * One loop that sequences events and feeds every consumer. Any number of processes may run one: the sequencer's lease and the
 * cursors' row locks make them take turns. What fails is tried again with growing pauses, and stays behind nothing else.
 */
export function startBackground({ database, consumers, onFailure, onRecovery }: BackgroundOptions): Background {
  let isStopping = false;
  let failures = 0;
  let isWoken = false;
  let rouse: () => void = () => {};

  async function run(): Promise<void> {
    while (!isStopping) {
      isWoken = false;
      try {
        await round();
        if (failures > 0) onRecovery();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) onFailure(error);
      }
      if (isStopping) return;
      await pause(wakeMsMin);
      if (!isWoken || failures > 0) await sleepUntilWoken(failures === 0 ? pollMs : Math.min(pollMs * 2 ** failures, retryMsMax));
    }
  }

  /** Until nothing is left. A consumer that throws does not keep the others from their work. */
  async function round(): Promise<void> {
    const thrown: unknown[] = [];
    let isMore = true;
    while (isMore && !isStopping && thrown.length === 0) {
      isMore = await sequenceOnce(database) > 0;
      for (const consumer of consumers) {
        try {
          isMore = await consumeAll(consumer) > 0 || isMore;
        } catch (error) {
          thrown.push(error);
        }
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }

  async function consumeAll(consumer: Consumer): Promise<number> {
    let taken = 0;
    for (const accountId of await laggingAccounts(database, consumer.name)) {
      if (isStopping) break;
      taken += await consumeOnce(database, consumer, accountId);
    }
    return taken;
  }

  async function sleepUntilWoken(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => { clearTimeout(timer); resolve(); };
    });
  }

  const running = run();
  return {
    wake: () => {
      isWoken = true;
      if (failures === 0) rouse();
    },
    stop: async () => {
      isStopping = true;
      rouse();
      await running;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
