import { findReportSummary } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { reportsLimit } from '../../limits.ts';
import { isLong, periodOf, scopeOf } from '../../parse/report.ts';
import { renderFigures } from '../../render/report.ts';
import { ReportSummary, SummaryQuery } from '../../schemas/report.ts';

export const summariseReport = accountOperation({
  id: 'reports.summary', method: 'GET', root: '/api/v2/accounts', path: '/reports/summary', tag: 'Reports', summary: 'All figures of a period, and of the one before it', limit: reportsLimit,
  query: SummaryQuery, response: ReportSummary,
  async handle({ act, snapshot, principal, clock, query }) {
    requirePermission(act, 'reports.read');
    const period = periodOf(query, clock.nowMs());
    return snapshot(async (tx) => {
      const { now, previous } = await findReportSummary(tx, act, { scope: await scopeOf(tx, act, query), inBusinessTime: query.business_hours ?? false, ...period });
      return { ...renderFigures(now, isDeployed(principal)), previous: renderFigures(previous, isDeployed(principal)) };
    }, { isLong: isLong(period) });
  },
});
