import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { scheduleScope, viewOf } from '../../parse/report-view.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { renderScheduledReport } from '../../render/report.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';
import { ScheduledReportPage, ScheduledReportsQuery } from '../../schemas/report.ts';

export const listScheduledReports = (ports: ReportPorts): Operation => operation({
  id: 'scheduled-reports.list',
  method: 'GET',
  path: '/api/tools/scheduled-reports',
  tag: 'Scheduled Reports',
  summary: 'List all scheduled reports',
  query: ScheduledReportsQuery,
  response: ScheduledReportPage,
  async handle(call) {
    const { sort_by: sort = 'id', direction = 'asc', per_page: perPage = defaultPerPage, page = 1, search = '' } = call.query;
    const { total, rows } = await call.snapshot(async (tx) => {
      const found = await ports.findReportSchedulePage(tx, call.act, { search, sort: sort === 'report_type' ? 'type' : sort, direction, limit: perPage, offset: (page - 1) * perPage });
      const own = await ports.getExtensions(tx, scheduleScope, found.rows.map(({ id }) => id));
      const view = await viewOf(ports, tx, call);
      return { total: found.total, rows: found.rows.map((schedule) => renderScheduledReport(schedule, own.get(schedule.id) ?? {}, view)) };
    });
    return paginate(call, { total, rows }, { perPage, page });
  },
});
