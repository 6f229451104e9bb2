import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { scheduleScope, viewOf } from '../../parse/report-view.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { renderScheduledReport } from '../../render/report.ts';
import { Id } from '../../schemas/id.ts';
import { ScheduledReport } from '../../schemas/report.ts';

export const showScheduledReport = (ports: ReportPorts): Operation => operation({
  id: 'scheduled-reports.show',
  method: 'GET',
  path: '/api/tools/scheduled-reports/{id}',
  tag: 'Scheduled Reports',
  summary: 'Show a scheduled report',
  params: Type.Object({ id: Id }),
  response: ScheduledReport,
  handle: (call) => call.snapshot(async (tx) => {
    const { id } = call.params;
    const schedule = await ports.getReportSchedule(tx, call.act, id);
    const { relative_time: _relative, upcoming_recipients: _recipients, ...shown } = renderScheduledReport(schedule, (await ports.getExtensions(tx, scheduleScope, [id])).get(id) ?? {}, await viewOf(ports, tx, call));
    return shown;
  }),
});
