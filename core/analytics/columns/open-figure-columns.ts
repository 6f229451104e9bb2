import { Worker } from 'node:worker_threads';
import { sql, type Connection, type Tx } from '#storage/index.ts';
import type { ColumnAnswer } from './column-question.ts';
import type { PoolLimits, PoolNews } from './columns-pool.ts';
import type { FigureColumns } from './use-figure-columns.ts';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './worker-messages.ts';

export interface FigureColumnsOptions extends Partial<PoolLimits> {
  /** Message facts from which on an account is worth it; fewer the database counts as fast. Default 50,000. */
  readonly factsMin?: number;
  /** A question that takes longer is answered by the database. Default 3 s: the asker's own transaction has five. */
  readonly patienceMs?: number;
  readonly onNews?: (news: PoolNews) => void;
  /** The thread has ended or died. */
  readonly onEnd?: (error: Error | null) => void;
}

/** Columns in a thread that starts at the first question. What goes wrong there costs speed and nothing else: the answer is null, and the database counts. */
export interface OpenedFigureColumns extends FigureColumns {
  /** Ends when the account's columns are loaded or cannot be; true: they are. */
  loaded(accountId: number): Promise<boolean>;
  /** The thread's id; null: none runs. */
  readonly threadId: number | null;
  /** What is loaded goes; the next question starts another thread. */
  endThread(): Promise<void>;
  close(): Promise<void>;
}

const usualBytesMax = 256 * 1_048_576;
const usualIdleMs = 5 * 60_000;
/** How long it counts whether an account was large enough. */
const sizeKnownMs = 60_000;

export function openFigureColumns(connection: Connection, { bytesMax = usualBytesMax, idleMs = usualIdleMs, factsMin = 50_000, patienceMs = 3_000, onNews = () => {}, onEnd = () => {} }: FigureColumnsOptions = {}): OpenedFigureColumns {
  const waiting = new Map<number, (found: ColumnAnswer | boolean | null) => void>();
  const sizes = new Map<number, { readonly isLarge: boolean; readonly atMs: number }>();
  let worker: Worker | null = null;
  let isClosed = false;
  let lastId = 0;

  function start(): Worker {
    const made = new Worker(new URL('./columns-worker.ts', import.meta.url), { workerData: { connection, limits: { bytesMax, idleMs } } satisfies WorkerStart });
    made.unref();
    made.on('message', (message: WorkerAnswer) => {
      if (message.kind === 'news') onNews(message.news);
      else settle(message.id, message.found);
    });
    made.on('error', (error) => ended(made, error as Error));
    made.on('exit', () => ended(made, null));
    return made;
  }

  function ended(which: Worker, error: Error | null): void {
    if (which !== worker) return;
    worker = null;
    for (const id of waiting.keys()) settle(id, null);
    if (!isClosed) onEnd(error);
  }

  function settle(id: number, found: ColumnAnswer | boolean | null): void {
    waiting.get(id)?.(found);
    waiting.delete(id);
  }

  type Asked = WorkerQuestion extends infer Each ? Each extends WorkerQuestion ? Omit<Each, 'id'> : never : never;
  function ask(question: Asked, withinMs: number | null): Promise<ColumnAnswer | boolean | null> {
    if (isClosed) return Promise.resolve(null);
    const id = lastId += 1;
    return new Promise((resolve) => {
      const timer = withinMs === null ? undefined : setTimeout(() => settle(id, null), withinMs);
      waiting.set(id, (found) => { clearTimeout(timer); resolve(found); });
      try {
        worker ??= start();
        worker.postMessage({ ...question, id });
      } catch (error) {
        onEnd(error as Error);
        settle(id, null);
      }
    });
  }

  async function covers(tx: Tx): Promise<boolean> {
    if (factsMin === 0) return true;
    const known = sizes.get(tx.accountId);
    if (known && performance.now() - known.atMs < sizeKnownMs) return known.isLarge;
    const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM (SELECT FROM message_facts WHERE account_id = ${tx.accountId} LIMIT ${factsMin}) x`);
    sizes.set(tx.accountId, { isLarge: count >= factsMin, atMs: performance.now() });
    return count >= factsMin;
  }

  return {
    covers,
    count: async (accountId, question, asOf) => await ask({ kind: 'count', accountId, question, asOf, untilMs: Date.now() + patienceMs }, patienceMs) as ColumnAnswer | null,
    loaded: async (accountId) => (await ask({ kind: 'loaded', accountId }, null)) === true,
    get threadId() { return worker?.threadId ?? null; },
    endThread: async () => { await worker?.terminate(); },
    close: async () => {
      isClosed = true;
      await worker?.terminate();
      for (const id of waiting.keys()) settle(id, null);
    },
  };
}
