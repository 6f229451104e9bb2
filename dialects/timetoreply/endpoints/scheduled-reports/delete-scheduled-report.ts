import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { Id } from '../../schemas/id.ts';
import { ScheduledReportDeleted } from '../../schemas/report.ts';

export const deleteScheduledReport = (ports: ReportPorts): Operation => operation({
  id: 'scheduled-reports.delete',
  method: 'DELETE',
  path: '/api/tools/scheduled-reports/{id}',
  tag: 'Scheduled Reports',
  summary: 'Delete a scheduled report',
  params: Type.Object({ id: Id }),
  response: ScheduledReportDeleted,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.deleteReportSchedule(tx, act, id));
    return { status: 'Scheduled Report deleted successfully' };
  },
});
