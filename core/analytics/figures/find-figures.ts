import { invalid } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { prepareLog, type LogContext } from '../log/log-context.ts';
import { countInColumns } from '../columns/use-figure-columns.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';
import { countInRollups } from '../rollups/count-in-rollups.ts';
import { areRollupsFit, isRollupSplit } from '../rollups/read-rollups.ts';
import { completeUntil } from './complete-until.ts';
import { countBySql } from './count-by-sql.ts';
import type { CountedFigures } from './count-in-facts.ts';
import { figureGroups } from './figure-groups.ts';
import { bucketsMax, figureOrder, isTimeSplit, type FigureOrder } from './figure-order.ts';
import { figureSplits, type FigureMetric, type FigureQuestion, type FigureResult, type FigureRow, type FigureSplit } from './figures.ts';
import { keyLabels } from './key-labels.ts';
import { emptyTallies, shapeFigures, type Tallies } from './tally.ts';
import { timeKeys } from './time-keys.ts';

/**
 * Every figure of the filter's messages and conversations, for all of them or by a split. Throws `invalid` for a filter, split, limit or order that is none, and
 * for more than 2,000 days (weeks, months). The caller asks for `reports.read`.
 */
export async function findFigures(tx: Tx, question: FigureQuestion): Promise<FigureResult> {
  const { filter, split } = question;
  if (split !== undefined && !figureSplits.includes(split)) throw invalid('split', `must be one of ${figureSplits.join(', ')}`);
  const order = figureOrder(question);
  const context = await prepareLog(tx, filter, { withGoals: true, goals: question.goals });
  const { keys, rows, isExact } = await count(tx, context, split, order, question.goals === undefined);
  if (isTimeSplit(split) && keys > bucketsMax) throw tooMany();
  const bands = new Map(figureGroups(context).flatMap(({ metrics }) => metrics.map((spans) => [spans.metric, spans.bands])));
  const shown = isTimeSplit(split) && order.by === 'key' ? inTime(question, rows, order.direction) : rows.length === 0 && split === undefined ? [['', emptyTallies()] as const] : rows;
  const label = await keyLabels(tx, split, shown.map(([key]) => key));
  return {
    zone: filter.zone, completeUntil: await completeUntil(tx, filter.nowMs), percentiles: isExact ? 'exact' : 'within 4 %', keys: isTimeSplit(split) ? shown.length : keys,
    rows: shown.map(([key, tallies]): FigureRow => ({ key: key === '' ? null : key, label: label(key), ...shapeFigures(tallies, (metric: FigureMetric) => bands.get(metric) ?? []) })),
  };
}

/** From the rollups where they hold the answer, which was counted by the account's goals, else from the facts: in the columns where they are loaded. Medians of a month are exact, so rollups alone do not hold them. */
async function count(tx: Tx, context: LogContext, split: FigureSplit | undefined, order: FigureOrder, byAccountGoals: boolean): Promise<CountedFigures> {
  const isMonth = isMonthAtMost(periodDays(context.filter));
  const fromRollups = async () => (byAccountGoals && isRollupSplit(split) && await areRollupsFit(tx, context) ? countInRollups(tx, context, split, order) : null);
  const fromColumns = () => countInColumns(tx, 'figures', { context, split, order });
  for (const way of isMonth ? [fromColumns, fromRollups] : [fromRollups, fromColumns]) {
    const counted = await way();
    if (counted) return counted;
  }
  return countBySql(tx, context, split, order);
}

/** Without a hole: a day on which nothing happened is a day. */
function inTime({ split, filter }: FigureQuestion, rows: readonly (readonly [string, Tallies])[], direction: 'asc' | 'desc'): (readonly [string, Tallies])[] {
  const found = new Map(rows);
  const keys = timeKeys(split!, filter, [...found.keys()].sort(), bucketsMax);
  if (keys.length > bucketsMax) throw tooMany();
  const shown = keys.map((key) => [key, found.get(key) ?? emptyTallies()] as const);
  return direction === 'asc' ? shown : shown.toReversed();
}

function tooMany(): Error {
  return invalid('split', `makes more than ${bucketsMax} groups: take longer groups or a shorter period`, 'too-many-groups', { max: bucketsMax });
}
