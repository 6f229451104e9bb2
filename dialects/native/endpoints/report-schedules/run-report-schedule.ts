import { runReportSchedule as run } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { reportRunView } from '../../render/report.ts';
import { ReportRun, ScheduleRunWish } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const runReportSchedule = operation({
  id: 'reportSchedules.run',
  method: 'POST',
  path: '/native/v1/report-schedules/{id}/runs',
  tag: 'Reports',
  summary: 'Makes it now, over the days that it would have if it were due now; its next time stays',
  status: 202,
  params: IdParams,
  body: ScheduleRunWish,
  response: ReportRun,
  handle: async ({ act, change, params: { id }, body: { toRecipients = false } }) => reportRunView(await change((tx) => run(tx, act, id, { toRecipients }))),
});
