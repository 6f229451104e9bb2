import { countRowsBehind, findRowsBehind, type FigureName } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { fromSpanCursor, fromTimeCursor, toCursor } from '../../paging.ts';
import { toLogFilter } from '../../parse/report-filter.ts';
import { renderReportRow } from '../../render/report-row.ts';
import { ReportRows, ReportRowsQuery } from '../../schemas/reports.ts';

export const listReportRows = operation({
  id: 'reports.rows',
  method: 'GET',
  path: '/native/v1/reports/rows',
  tag: 'Reports',
  summary: 'The messages or conversations that a figure counted, a page at a time; the first page says how many',
  query: ReportRowsQuery,
  response: ReportRows,
  handle: ({ act, snapshot, query: { figure, split, key, over, upTo, order = 'newest', cursor, limit, ...filter } }) => snapshot(async (tx) => {
    requirePermission(act, 'reports.read');
    const after = order === 'newest' ? fromTimeCursor(cursor) : fromSpanCursor(cursor);
    const question = {
      filter: await toLogFilter(tx, act, filter), figure: figure as FigureName, ...(split && { under: { split, key: key === undefined || key === '' ? null : key } }),
      ...(over !== undefined && { overSeconds: over }), ...(upTo !== undefined && { upToSeconds: upTo }),
    };
    const { unit, rows, next } = await findRowsBehind(tx, act, question, { order, after, ...(limit !== undefined && { limit }) });
    const counted = after === null ? await countRowsBehind(tx, act, question) : null;
    return {
      unit, items: rows.map(renderReportRow), next: toCursor(next === null ? null : 'at' in next ? [next.at, next.id] : [next.seconds, next.id]),
      count: counted?.count ?? null, isCapped: counted?.isCapped ?? false,
    };
  }),
});
