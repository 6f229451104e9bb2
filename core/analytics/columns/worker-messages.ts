import type { Connection } from '#storage/index.ts';
import type { ColumnAnswer, ColumnQuestion } from './column-question.ts';
import type { SnapshotName } from './share-snapshot.ts';
import type { PoolLimits, PoolNews } from './columns-pool.ts';

/** What the thread is started with. */
export interface WorkerStart { readonly connection: Connection; readonly limits: PoolLimits }

export type WorkerQuestion =
  | { readonly id: number; readonly kind: 'count'; readonly accountId: number; readonly question: ColumnQuestion; readonly asOf: SnapshotName | null; /** Epoch milliseconds. */ readonly untilMs: number }
  | { readonly id: number; readonly kind: 'loaded'; readonly accountId: number };

export type WorkerAnswer =
  | { readonly kind: 'answer'; readonly id: number; readonly found: ColumnAnswer | boolean | null }
  | { readonly kind: 'news'; readonly news: PoolNews };
