import { changeSavedReport as change } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { parseReportSettings } from '../../parse/report-settings.ts';
import { savedReportView } from '../../render/report.ts';
import { SavedReport, SavedReportChange } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeSavedReport = operation({
  id: 'savedReports.change',
  method: 'PATCH',
  path: '/native/v1/saved-reports/{id}',
  tag: 'Reports',
  summary: 'What is not named stays; settings that are named replace all of them',
  params: IdParams,
  body: SavedReportChange,
  response: SavedReport,
  handle: async ({ act, change: within, params: { id }, body: { settings, ...rest } }) => (
    savedReportView(await within((tx) => change(tx, act, id, { ...rest, ...(settings && { settings: parseReportSettings(settings) }) })))),
});
