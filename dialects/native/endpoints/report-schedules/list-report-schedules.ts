import { findReportSchedules } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { reportScheduleView } from '../../render/report.ts';
import { ReportSchedules } from '../../schemas/scheduled-reports.ts';

export const listReportSchedules = operation({
  id: 'reportSchedules.list',
  method: 'GET',
  path: '/native/v1/report-schedules',
  tag: 'Reports',
  summary: 'Reports that are mailed by themselves, and when each is due next',
  response: ReportSchedules,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findReportSchedules(tx, act))).map(reportScheduleView), next: null }),
});
