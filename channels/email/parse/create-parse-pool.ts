import { availableParallelism } from 'node:os';
import type { ParseOutcome, PoolParseOptions } from './parse-pool-messages.ts';
import { ParseThread } from './parse-thread.ts';

export interface ParsePoolOptions {
  /** Default: one per core. */
  threads?: number;
  /** Longest time for one mail before its thread is ended. Default 10 s. */
  timeoutMs?: number;
  /** Longest time for the HTML of one mail. Default 1 s. */
  sanitizeTimeoutMs?: number;
  /** Extra time for the first mail of a new thread, which loads the parser. Default 10 s. */
  startTimeoutMs?: number;
  /** Another worker file, for tests of the pool itself. */
  workerUrl?: URL;
}

export interface ParsePool {
  /** Parses and sanitises one mail. Resolves in every case except after `close`. Waits while all threads are busy. */
  parse(raw: Uint8Array, options?: PoolParseOptions): Promise<ParseOutcome>;
  /**
   * Parses a stream and gives the results in its order. At most four mails per thread are under way: the source is read
   * no faster than the results are taken.
   */
  parseAll<T extends { raw: Uint8Array }>(mails: AsyncIterable<T>, options?: PoolParseOptions): AsyncGenerator<{ source: T; outcome: ParseOutcome }>;
  /** Ends all threads. Work under way is reported as `parse-failed`. */
  close(): Promise<void>;
}

/** A pool of threads in which mails are parsed and their HTML is sanitised, so that a hostile one delays nobody. */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  const count = Math.max(1, options.threads ?? availableParallelism());
  const times = { timeoutMs: options.timeoutMs ?? 10_000, sanitizeTimeoutMs: options.sanitizeTimeoutMs ?? 1_000, startTimeoutMs: options.startTimeoutMs ?? 10_000 };
  const workerUrl = options.workerUrl ?? new URL('./parse-worker.ts', import.meta.url);
  const threads = Array.from({ length: count }, () => new ParseThread(times, workerUrl));
  const idle = [...threads];
  const waiting: ((thread: ParseThread) => void)[] = [];
  let isClosed = false;

  const acquire = (): Promise<ParseThread> => {
    const thread = idle.pop();
    return thread ? Promise.resolve(thread) : new Promise((resolve) => waiting.push(resolve));
  };
  const release = (thread: ParseThread): void => {
    const next = waiting.shift();
    if (next) next(thread);
    else idle.push(thread);
  };

  const parse = async (raw: Uint8Array, parseOptions: PoolParseOptions = {}): Promise<ParseOutcome> => {
    if (isClosed) throw new Error('the parse pool is closed');
    const thread = await acquire();
    try {
      return isClosed ? { ok: false, code: 'parse-failed', safeText: 'The server was stopped.' } : await thread.run(raw, parseOptions);
    } finally {
      release(thread);
    }
  };

  async function* parseAll<T extends { raw: Uint8Array }>(mails: AsyncIterable<T>, parseOptions: PoolParseOptions = {}): AsyncGenerator<{ source: T; outcome: ParseOutcome }> {
    const underWay: { source: T; outcome: Promise<ParseOutcome> }[] = [];
    for await (const source of mails) {
      underWay.push({ source, outcome: parse(source.raw, parseOptions) });
      if (underWay.length < count * 4) continue;
      const first = underWay.shift() as (typeof underWay)[0];
      yield { source: first.source, outcome: await first.outcome };
    }
    for (const { source, outcome } of underWay) yield { source, outcome: await outcome };
  }

  return {
    parse,
    parseAll,
    async close() {
      isClosed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
