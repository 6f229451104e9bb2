import { invalid } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { listConversations } from '../log/list-conversations.ts';
import { listMessages } from '../log/list-messages.ts';
import { prepareLog } from '../log/log-context.ts';
import type { LogFilter, LogPage, StatBreakdown } from '../log/index.ts';
import { figureGroups, rowsOfFigures } from './figure-groups.ts';
import { keyReader, keyText } from './figure-key.ts';
import { anyDay, inPeriod } from './figure-selection.ts';
import type { FigureName, FigureSplit } from './figures.ts';

export interface FigureRowsQuestion {
  readonly filter: LogFilter;
  readonly figure: FigureName;
  /** Only the rows under one key of a split; `key` as `FigureRow` has it. */
  readonly under?: { readonly split: FigureSplit; readonly key: string | null };
}

/** One page of the rows behind a figure of `findFigures`: exactly those counted. Throws `invalid` for a name that is no figure. */
export async function findFigureRows(tx: Tx, { filter, figure, under }: FigureRowsQuestion, page: LogPage): Promise<StatBreakdown> {
  const context = await prepareLog(tx, filter, { withGoals: true });
  const group = figureGroups(context).find((each) => rowsOfFigures(each).has(figure));
  const counted = group && rowsOfFigures(group).get(figure);
  if (!group || !counted) throw invalid('figure', 'there is no such figure');
  const key = under && (await keyReader(tx, context, under.split))(group);
  const isUnder = key ? sql`EXISTS (SELECT FROM (VALUES (1)) one ${key.joins} WHERE ${keyText(key)} = ${under.key ?? ''})` : sql`true`;
  const rows = sql`${counted} AND ${inPeriod(context, group)} AND ${isUnder}`;
  return group.unit === 'messages'
    ? { unit: 'messages', result: await listMessages(tx, context, rows, page) }
    : { unit: 'conversations', result: await listConversations(tx, anyDay(context), rows, page) };
}
