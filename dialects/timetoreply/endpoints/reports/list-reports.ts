import { operation, type Operation } from '#http/index.ts';
import { parseReportType } from '../../parse/report.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { ReportList, ReportsQuery } from '../../schemas/report.ts';

export const listReports = (ports: ReportPorts): Operation => operation({
  id: 'reports.list',
  method: 'GET',
  path: '/api/tools/reports',
  tag: 'Reports',
  summary: 'List all saved reports, and scheduled ones where wanted',
  query: ReportsQuery,
  response: ReportList,
  async handle({ act, snapshot, query: { reportType, includeScheduled = false } }) {
    const type = reportType === undefined ? null : parseReportType(reportType);
    return snapshot(async (tx) => {
      const saved = await ports.findSavedReports(tx, act, { type });
      const scheduled = includeScheduled ? (await ports.findReportSchedules(tx, act)).filter((one) => type === null || one.type === type) : [];
      return [...saved.map(({ name, id }) => ({ name, id, type: 'Report' })), ...scheduled.map(({ name, id }) => ({ name, id, type: 'Scheduled Report' }))];
    });
  },
});
