import { getSavedReport as get } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { savedReportView } from '../../render/report.ts';
import { SavedReport } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getSavedReport = operation({
  id: 'savedReports.get',
  method: 'GET',
  path: '/native/v1/saved-reports/{id}',
  tag: 'Reports',
  summary: 'One saved report',
  params: IdParams,
  response: SavedReport,
  handle: async ({ act, snapshot, params }) => savedReportView(await snapshot((tx) => get(tx, act, params.id))),
});
