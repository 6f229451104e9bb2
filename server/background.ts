import { consumeOnce, cursorPosition, laggingAccounts, sequenceOnce, type Consumer } from '#core/events/index.ts';
import { isDatabaseAway } from '#http/index.ts';
import type { Database } from '#storage/index.ts';

const pollMs = 1_000;
const wakeMsMin = 10;
const retryMsMin = 100;
const retryMsMax = 30_000;
/** Where the database is away it is the same for everything, and asking costs nothing: work goes on soon after it is back. */
const awayRetryMsMax = 1_000;
/** Accounts fed at once: one whose batch is slow does not hold up the others. Each takes a connection of the pool and some of two cores. */
const feedsAtOnceMax = 3;
/** How long a round waits for slow batches; they go on beside the next round. */
const patienceMs = 200;
/** After so many failures in a row a batch is one event, so that what is before the event that cannot be taken is done. */
const failuresUntilSingle = 3;

export interface BackgroundOptions {
  readonly database: Database;
  readonly consumers: readonly Consumer[];
  /** Told once when a piece of work begins to fail, and once more when the event that stops it is known. */
  readonly onFailure: (error: unknown) => void;
  /** Told when nothing fails any more. */
  readonly onRecovery: () => void;
  /** Told after a look in which something was done: what a reactor enqueued can be taken at once. */
  readonly onProgress?: () => void;
}

export interface Background {
  /** Something was committed here: look soon (10 ms at the earliest after the last look). */
  wake(): void;
  /** Resolves when the batches under way are done. */
  stop(): Promise<void>;
}

/** What failed: sequencing, finding work of a consumer, or one account of a consumer. */
interface Trouble {
  readonly consumer: string | null;
  readonly accountId: number | null;
  failures: number;
  retryAtMs: number;
  /** Events still to be taken one by one; 0: whole batches. */
  single: number;
  /** The position that was told of as the one that stops it. */
  toldPosition: number | null;
}

/**
 * One loop that sequences events and feeds every consumer, a few accounts at once, each consumer one batch of an account at a time. Any number of processes may run one: the sequencer's lease and the
 * cursors' row locks make them take turns. What fails is tried again with growing pauses of its own: an event that a consumer cannot
 * take stops this consumer in this account, and nothing else. No event is skipped.
 */
export function startBackground({ database, consumers, onFailure, onRecovery, onProgress }: BackgroundOptions): Background {
  let isStopping = false;
  let isWoken = false;
  let roundsBegun = 0;
  let rouse: () => void = () => {};
  const troubles = new Map<string, Trouble>();
  /** Batches under way, by consumer and account: one at a time for each. */
  const feeding = new Map<string, Promise<number>>();

  async function run(): Promise<void> {
    while (!isStopping) {
      isWoken = false;
      let isMore = true;
      while (isMore && !isStopping) isMore = await round();
      if (isStopping) return;
      await pause(wakeMsMin);
      const retries = [...troubles.values()].map((trouble) => trouble.retryAtMs - Date.now()).filter((ms) => ms > 0);
      if (!isWoken) await sleepUntilWoken(Math.min(pollMs, ...retries));
    }
  }

  /** One look at everything. True where something was done, so that there may be more. */
  async function round(): Promise<boolean> {
    roundsBegun += 1;
    const begun: Promise<void>[] = [];
    let done = await attempt(null, null, () => sequenceOnce(database)) ?? 0;
    for (const consumer of consumers) {
      const accounts = await attempt(consumer.name, null, () => laggingAccounts(database, consumer.name));
      if (accounts === null) continue;
      forgetCaughtUp(consumer.name, accounts);
      for (const accountId of accounts) {
        if (feeding.has(keyOf(consumer.name, accountId))) continue;
        if (feeding.size >= feedsAtOnceMax) await soon([...feeding.values()]);
        if (isStopping) return false;
        if (feeding.size >= feedsAtOnceMax) continue; // its turn comes with the next round
        begun.push(begin(consumer, accountId).then((taken) => { done += taken; }));
      }
    }
    await soon([Promise.all(begun)]);
    if (done > 0) onProgress?.();
    return done > 0;
  }

  /** Feeds beside the loop. Never rejects. What ends after its round has gone on wakes the loop. */
  function begin(consumer: Consumer, accountId: number): Promise<number> {
    const key = keyOf(consumer.name, accountId);
    const rounds = roundsBegun;
    const work = feed(consumer, accountId).catch((error: unknown) => { onFailure(error); return 0; }).then((taken) => {
      feeding.delete(key);
      if (taken > 0 && rounds !== roundsBegun) wake();
      return taken;
    });
    feeding.set(key, work);
    return work;
  }

  /** When the first of them is done, or patience is over. */
  async function soon(works: readonly Promise<unknown>[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([...works, new Promise((resolve) => { timer = setTimeout(resolve, patienceMs); })]);
    clearTimeout(timer);
  }

  async function feed(consumer: Consumer, accountId: number): Promise<number> {
    const single = troubles.get(keyOf(consumer.name, accountId))?.single ?? 0;
    return await attempt(consumer.name, accountId, () => consumeOnce(database, single > 0 ? { ...consumer, batchMax: 1 } : consumer, accountId)) ?? 0;
  }

  /** Null where it failed, or failed before and its pause is not over. */
  async function attempt<T>(consumer: string | null, accountId: number | null, work: () => Promise<T>): Promise<T | null> {
    const key = keyOf(consumer, accountId);
    const trouble = troubles.get(key);
    if (trouble && trouble.retryAtMs > Date.now()) return null;
    try {
      const result = await work();
      if (trouble) settle(key, trouble, typeof result === 'number' ? result : 0);
      return result;
    } catch (error) {
      await fail(key, trouble ?? { consumer, accountId, failures: 0, retryAtMs: 0, single: 0, toldPosition: null }, error);
      return null;
    }
  }

  /** One by one until as many have gone as a batch holds: the event that failed may be anywhere among them. */
  function settle(key: string, trouble: Trouble, taken: number): void {
    trouble.failures = 0;
    trouble.single = Math.max(0, trouble.single - taken);
    if (trouble.single > 0) return;
    troubles.delete(key);
    if (troubles.size === 0) onRecovery();
  }

  async function fail(key: string, trouble: Trouble, error: unknown): Promise<void> {
    const isAway = isDatabaseAway(error);
    const wasSingle = trouble.single > 0;
    trouble.failures += 1;
    trouble.retryAtMs = Date.now() + Math.min(retryMsMin * 2 ** trouble.failures, isAway ? awayRetryMsMax : retryMsMax);
    const isNew = !troubles.has(key);
    troubles.set(key, trouble);
    const { consumer, accountId } = trouble;
    if (consumer === null || accountId === null || isAway) { // no event is to blame
      if (isNew) onFailure(error);
      return;
    }
    if (wasSingle || trouble.failures >= failuresUntilSingle) trouble.single = consumers.find((one) => one.name === consumer)?.batchMax ?? 1;
    const before = isNew || wasSingle ? await cursorPosition(database, consumer, accountId).catch(() => null) : null;
    if (isNew) onFailure(new Error(`${consumer} fails in account ${accountId} after position ${before ?? 'unknown'}`, { cause: error }));
    else if (wasSingle && before !== null && trouble.toldPosition !== before + 1) {
      trouble.toldPosition = before + 1;
      onFailure(new Error(`${consumer} cannot take the event at position ${before + 1} of account ${accountId}; the account's later events wait behind it`, { cause: error }));
    }
  }

  /** Another process may have done what failed here. */
  function forgetCaughtUp(consumer: string, lagging: readonly number[]): void {
    const behind = new Set(lagging);
    for (const [key, trouble] of troubles) {
      if (trouble.consumer === consumer && trouble.accountId !== null && !behind.has(trouble.accountId)) settle(key, { ...trouble, single: 0 }, 0);
    }
  }

  async function sleepUntilWoken(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => { clearTimeout(timer); resolve(); };
    });
  }

  function wake(): void {
    isWoken = true;
    rouse();
  }

  const running = run();
  return {
    wake,
    stop: async () => {
      isStopping = true;
      rouse();
      await running;
      await Promise.all(feeding.values());
    },
  };
}

function keyOf(consumer: string | null, accountId: number | null): string {
  return `${consumer ?? ''} ${accountId ?? ''}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
