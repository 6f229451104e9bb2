import type { CountedFigures } from '../figures/count-in-facts.ts';
import type { FigureCount } from './count-figures.ts';
import type { CountedSpread, SpreadCount } from './count-spread.ts';

/** What columns can be asked, and what they answer. */
export type ColumnQuestion = { readonly kind: 'figures'; readonly of: FigureCount } | { readonly kind: 'spread'; readonly of: SpreadCount };
export interface ColumnAnswers { readonly figures: CountedFigures; readonly spread: CountedSpread }
export type ColumnAnswer = ColumnAnswers[keyof ColumnAnswers];
export type Asked<Kind extends keyof ColumnAnswers> = Extract<ColumnQuestion, { kind: Kind }>['of'];
