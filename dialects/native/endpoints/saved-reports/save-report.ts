import { saveReport as save } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { parseReportSettings } from '../../parse/report-settings.ts';
import { savedReportView } from '../../render/report.ts';
import { NewSavedReport, SavedReport } from '../../schemas/scheduled-reports.ts';

export const saveReport = operation({
  id: 'savedReports.create',
  method: 'POST',
  path: '/native/v1/saved-reports',
  tag: 'Reports',
  summary: 'Keeps a report; 500 at most',
  status: 201,
  body: NewSavedReport,
  response: SavedReport,
  handle: async ({ act, change, body: { name, type, settings } }) => savedReportView(await change((tx) => save(tx, act, { name, type, settings: parseReportSettings(settings) }))),
});
