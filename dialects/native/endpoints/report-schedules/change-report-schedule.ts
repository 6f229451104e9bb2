import { changeReportSchedule as change } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { parseReportSettings } from '../../parse/report-settings.ts';
import { reportScheduleView } from '../../render/report.ts';
import { ReportSchedule, ReportScheduleChange } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeReportSchedule = operation({
  id: 'reportSchedules.change',
  method: 'PATCH',
  path: '/native/v1/report-schedules/{id}',
  tag: 'Reports',
  summary: 'What is not named stays; whoever changes it owns it from then on. isPaused holds it and lets it go on',
  params: IdParams,
  body: ReportScheduleChange,
  response: ReportSchedule,
  handle: async ({ act, change: within, params: { id }, body: { settings, ...rest } }) => (
    reportScheduleView(await within((tx) => change(tx, act, id, { ...rest, ...(settings && { settings: parseReportSettings(settings) }) })))),
});
