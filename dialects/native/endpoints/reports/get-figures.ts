import { findFigures, type FigureSortBy } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { toLogFilter } from '../../parse/report-filter.ts';
import { renderFigures } from '../../render/figures.ts';
import { FiguresAnswer, FiguresQuery } from '../../schemas/reports.ts';

export const getFigures = operation({
  id: 'reports.figures',
  method: 'GET',
  path: '/native/v1/reports/figures',
  tag: 'Reports',
  summary: 'Every figure of the messages and conversations that the filter counts: for all of them, or by a split',
  query: FiguresQuery,
  response: FiguresAnswer,
  handle: ({ act, snapshot, query: { split, limit, sort, order, ...filter } }) => snapshot(async (tx) => {
    requirePermission(act, 'reports.read');
    const { zone, completeUntil, percentiles, rows, keys } = await findFigures(tx, {
      filter: await toLogFilter(tx, act, filter), ...(split && { split }), ...(limit !== undefined && { limit }),
      ...(sort !== undefined && { sort: { by: sort as FigureSortBy, direction: order ?? (sort === 'key' ? 'asc' : 'desc') } }),
    });
    return { zone, completeUntil, percentiles, rows: rows.map(renderFigures), keys };
  }),
});
