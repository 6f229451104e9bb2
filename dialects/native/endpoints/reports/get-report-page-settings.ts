import { getReportPageSettings as get } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { ReportPageSettings } from '../../schemas/reports.ts';

export const getReportPageSettings = operation({
  id: 'reports.pageSettings',
  method: 'GET',
  path: '/native/v1/reports/page-settings',
  tag: 'Reports',
  summary: 'What of the report pages this account shows',
  response: ReportPageSettings,
  handle: ({ act, snapshot }) => snapshot((tx) => get(tx, act)),
});
