import { getReportSchedule as get } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { reportScheduleView } from '../../render/report.ts';
import { ReportSchedule } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getReportSchedule = operation({
  id: 'reportSchedules.get',
  method: 'GET',
  path: '/native/v1/report-schedules/{id}',
  tag: 'Reports',
  summary: 'One scheduled report',
  params: IdParams,
  response: ReportSchedule,
  handle: async ({ act, snapshot, params }) => reportScheduleView(await snapshot((tx) => get(tx, act, params.id))),
});
