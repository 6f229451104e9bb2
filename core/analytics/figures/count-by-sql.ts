import type { Tx } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';
import { countInFacts, type CountedFigures } from './count-in-facts.ts';
import { keyReader } from './figure-key.ts';
import type { FigureOrder } from './figure-order.ts';
import type { FigureSplit } from './figures.ts';
import { countTopKeys, isRankedSplit } from './top-keys.ts';

/** Whatever the question, from the facts and by the database alone. */
export async function countBySql(tx: Tx, context: LogContext, split: FigureSplit | undefined, order: FigureOrder): Promise<CountedFigures> {
  const wide: LogContext = { ...context, reads: isMonthAtMost(periodDays(context.filter)) ? 'a month' : 'all time' };
  const reader = await keyReader(tx, wide, split);
  return isRankedSplit(split, order) ? countTopKeys(tx, wide, split, reader, order) : countInFacts(tx, wide, reader, order);
}
