import { findReportSeries } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { reportsLimit } from '../../limits.ts';
import { isLong, metricNames, periodOf, scopeOf, zoneOf } from '../../parse/report.ts';
import { renderSeries } from '../../render/report.ts';
import { Report, ReportQuery } from '../../schemas/report.ts';

export const showReport = accountOperation({
  id: 'reports.show', method: 'GET', root: '/api/v2/accounts', path: '/reports', tag: 'Reports', summary: 'One figure for each day of a period', limit: reportsLimit,
  query: ReportQuery, response: Report,
  async handle({ act, snapshot, principal, clock, query }) {
    requirePermission(act, 'reports.read');
    const period = periodOf(query, clock.nowMs());
    return snapshot(async (tx) => {
      const { metric, group_by: group = 'day', timezone_offset: offset, business_hours: inBusinessTime = false } = query;
      const [scope, zone] = [await scopeOf(tx, act, query), await zoneOf(tx, offset)];
      const buckets = await findReportSeries(tx, act, { metric: metricNames[metric], scope, zone, group, inBusinessTime, ...period });
      return renderSeries(buckets, metric, isDeployed(principal));
    }, { isLong: isLong(period) });
  },
});
