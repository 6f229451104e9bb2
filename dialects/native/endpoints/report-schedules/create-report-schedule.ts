import { createReportSchedule as create } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { parseReportSettings } from '../../parse/report-settings.ts';
import { reportScheduleView } from '../../render/report.ts';
import { NewReportSchedule, ReportSchedule } from '../../schemas/scheduled-reports.ts';

export const createReportSchedule = operation({
  id: 'reportSchedules.create',
  method: 'POST',
  path: '/native/v1/report-schedules',
  tag: 'Reports',
  summary: 'Mails a report by itself, first at the next such time; 200 at most, to 20 addresses each',
  status: 201,
  body: NewReportSchedule,
  response: ReportSchedule,
  handle: async ({ act, change, body: { settings, weekdays = [], monthMoment = null, monthDay = null, includesToday = false, recipients = [], ...rest } }) => (
    reportScheduleView(await change((tx) => create(tx, act, { ...rest, settings: parseReportSettings(settings), weekdays, monthMoment, monthDay, includesToday, recipients })))),
});
