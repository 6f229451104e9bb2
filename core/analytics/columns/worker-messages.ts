import type { Connection } from '#storage/index.ts';
import type { CountedFigures } from '../figures/count-in-facts.ts';
import type { PoolLimits, PoolNews } from './columns-pool.ts';
import type { FigureCount } from './count-figures.ts';

/** What the thread is started with. */
export interface WorkerStart { readonly connection: Connection; readonly limits: PoolLimits }

export type WorkerQuestion =
  | { readonly id: number; readonly kind: 'figures'; readonly accountId: number; readonly question: FigureCount }
  | { readonly id: number; readonly kind: 'loaded'; readonly accountId: number };

export type WorkerAnswer =
  | { readonly kind: 'answer'; readonly id: number; readonly found: CountedFigures | boolean | null }
  | { readonly kind: 'news'; readonly news: PoolNews };
