import { countViews } from '#core/knowledge/index.ts';
import { nowText, type Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

const everyMs = 10_000;
const articlesMax = 20_000;

/** Views since the last writing, in memory: a reader locks no row. */
export interface ViewCounter {
  count(accountId: number, articleId: number): void;
  flush(): Promise<void>;
  /** Writes every 10 seconds. The function returned ends it, with what is left written. */
  start(): () => Promise<void>;
}

export function createViewCounter({ database, clock, onFailure }: { database: Database; clock: Clock; onFailure: (error: unknown) => void }): ViewCounter {
  let counted = new Map<number, Map<number, number>>();
  let size = 0;
  const flush = async (): Promise<void> => {
    const taken = counted;
    counted = new Map();
    size = 0;
    const day = nowText(clock).slice(0, 10);
    // What cannot be written is told and lost: counts are no record.
    for (const [accountId, views] of taken) await database.withAccount(accountId, (tx) => countViews(tx, views, day)).catch(onFailure);
  };
  return {
    count: (accountId, articleId) => {
      const views = counted.get(accountId) ?? new Map<number, number>();
      if (!views.has(articleId) && size >= articlesMax) return;
      if (!views.has(articleId)) size += 1;
      views.set(articleId, (views.get(articleId) ?? 0) + 1);
      counted.set(accountId, views);
    },
    flush,
    start: () => {
      const timer = setInterval(() => { void flush(); }, everyMs);
      timer.unref();
      return async () => {
        clearInterval(timer);
        await flush();
      };
    },
  };
}
