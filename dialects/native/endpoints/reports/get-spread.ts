import { findSpread } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { toLogFilter } from '../../parse/report-filter.ts';
import { Spread, SpreadQuery } from '../../schemas/reports.ts';

export const getSpread = operation({
  id: 'reports.spread',
  method: 'GET',
  path: '/native/v1/reports/spread',
  tag: 'Reports',
  summary: 'How the spans of a metric are distributed: how many in each stretch of lengths',
  query: SpreadQuery,
  response: Spread,
  handle: ({ act, snapshot, query: { metric, ...filter } }) => snapshot(async (tx) => {
    requirePermission(act, 'reports.read');
    const { count, outliers, buckets } = await findSpread(tx, act, await toLogFilter(tx, act, filter), metric);
    return { count, outliers, buckets: buckets.map(({ over, upTo, count: inIt }) => ({ over, upTo, count: inIt })) };
  }),
});
