import { findSavedReports } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { savedReportView } from '../../render/report.ts';
import { SavedReports, SavedReportsQuery } from '../../schemas/scheduled-reports.ts';

export const listSavedReports = operation({
  id: 'savedReports.list',
  method: 'GET',
  path: '/native/v1/saved-reports',
  tag: 'Reports',
  summary: 'Reports that people keep: a type, with filters and options',
  query: SavedReportsQuery,
  response: SavedReports,
  handle: async ({ act, snapshot, query: { type = null } }) => ({ items: (await snapshot((tx) => findSavedReports(tx, act, { type }))).map(savedReportView), next: null }),
});
