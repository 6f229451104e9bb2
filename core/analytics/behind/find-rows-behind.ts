import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from '../figures/figure-groups.ts';
import { keyReader, keyText } from '../figures/figure-key.ts';
import { figureSelection, inPeriod } from '../figures/figure-selection.ts';
import { figureSplits } from '../figures/index.ts';
import { prepareLog } from '../log/log-context.ts';
import { behindColumns, type BehindColumns } from './behind-columns.ts';
import { loadRowsBehind } from './load-rows-behind.ts';
import type { RowBehind, RowOrder, RowPlace, RowsBehindQuestion } from './row-behind.ts';

/** A count stops here: `isCapped`. */
export const countMax = 10_000;
const limitMax = 200;
const secondsMax = 1_000_000_000;

interface Prepared { readonly unit: FigureGroup['unit']; readonly columns: BehindColumns; readonly from: Sql; readonly where: Sql }

async function prepare(tx: Tx, { filter, figure, under, overSeconds, upToSeconds }: RowsBehindQuestion): Promise<Prepared> {
  if (under && !figureSplits.includes(under.split)) throw invalid('split', `must be one of ${figureSplits.join(', ')}`);
  const context = await prepareLog(tx, filter, { withGoals: true });
  const group = figureGroups(context).find((each) => rowsOfFigures(each).has(figure));
  const counted = group && rowsOfFigures(group).get(figure);
  if (!group || !counted) throw invalid('figure', 'there is no such figure', 'figure-unknown');
  const columns = behindColumns(group);
  const conditions: Sql[] = [sql`(${counted})`, inPeriod(context, group)];
  if (under) {
    const key = (await keyReader(tx, context, under.split))(group);
    conditions.push(sql`EXISTS (SELECT FROM (VALUES (1)) one ${key.joins} WHERE ${keyText(key)} = ${under.key ?? ''})`);
  }
  for (const [name, seconds] of [['overSeconds', overSeconds], ['upToSeconds', upToSeconds]] as const) {
    if (seconds !== undefined && !(Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= secondsMax)) throw invalid(name, `must be whole seconds from 0 to ${secondsMax}`, 'out-of-range', { min: 0, max: secondsMax });
  }
  if (overSeconds !== undefined) conditions.push(sql`${columns.business} > ${overSeconds}`);
  if (upToSeconds !== undefined) conditions.push(sql`${columns.business} <= ${upToSeconds}`);
  return { unit: group.unit, columns, from: figureSelection(context, group), where: allOf(conditions) };
}

/** One page of the rows behind a figure. `next` is where the following page begins; null: this was the last. `invalid` for what is no figure, split, stretch or place. */
export async function findRowsBehind(
  tx: Tx, act: Act, question: RowsBehindQuestion, { order = 'newest', after, limit = 50 }: { order?: RowOrder; after?: RowPlace | null; limit?: number } = {},
): Promise<{ unit: 'messages' | 'conversations'; rows: RowBehind[]; next: RowPlace | null }> {
  requirePermission(act, 'reports.read');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > limitMax) throw invalid('limit', `must be a whole number from 1 to ${limitMax}`, 'out-of-range', { min: 1, max: limitMax });
  const { unit, columns, from, where } = await prepare(tx, question);
  const { key, place } = order === 'newest' ? byTime(columns, after) : bySpan(columns, after);
  const found = await tx.rows(sql<{ id: number; at: string; seconds: number }>`
    SELECT ${columns.id} AS id, ${columns.at} AS at, coalesce(${columns.business}, -1) AS seconds FROM (${from}) r WHERE ${where} AND ${place}
    ORDER BY ${key} DESC, ${columns.id} DESC LIMIT ${limit + 1}`);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    unit, rows: await loadRowsBehind(tx, unit, columns, from, shown.map(({ id }) => id)),
    next: last === undefined ? null : order === 'newest' ? { at: last.at, id: last.id } : { seconds: last.seconds, id: last.id },
  };
}

function byTime({ at, id }: BehindColumns, after: RowPlace | null | undefined): { key: Sql; place: Sql } {
  if (!after) return { key: at, place: sql`true` };
  if (!('at' in after)) throw wrongPlace();
  return { key: at, place: sql`(${at}, ${id}) < (${after.at}::timestamptz, ${after.id}::bigint)` };
}

function bySpan({ business, id }: BehindColumns, after: RowPlace | null | undefined): { key: Sql; place: Sql } {
  const key = sql`coalesce(${business}, -1)`;
  if (!after) return { key, place: sql`true` };
  if (!('seconds' in after)) throw wrongPlace();
  return { key, place: sql`(${key}, ${id}) < (${after.seconds}::bigint, ${after.id}::bigint)` };
}

const wrongPlace = () => invalid('cursor', 'is no cursor of this list', 'cursor-wrong');

/** How many rows are behind a figure, `countMax` at most. */
export async function countRowsBehind(tx: Tx, act: Act, question: RowsBehindQuestion): Promise<{ count: number; isCapped: boolean }> {
  requirePermission(act, 'reports.read');
  const { from, where } = await prepare(tx, question);
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM (SELECT FROM (${from}) r WHERE ${where} LIMIT ${countMax + 1}) x`);
  return { count: Math.min(count, countMax), isCapped: count > countMax };
}
