import { askForReport as askFor } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { parseReportSettings } from '../../parse/report-settings.ts';
import { reportRunView } from '../../render/report.ts';
import { NewReportRun, ReportRun } from '../../schemas/scheduled-reports.ts';

export const askForReport = operation({
  id: 'reportRuns.create',
  method: 'POST',
  path: '/native/v1/report-runs',
  tag: 'Reports',
  summary: 'Has a report made within seconds, to be downloaded, or mailed to `recipients`; 429 where twenty wait or the day\'s 500 mails are used up',
  status: 202,
  body: NewReportRun,
  response: ReportRun,
  handle: async ({ act, change, body: { settings, recipients = [], ...rest } }) => reportRunView(await change((tx) => askFor(tx, act, { ...rest, recipients, settings: parseReportSettings(settings) }))),
});
