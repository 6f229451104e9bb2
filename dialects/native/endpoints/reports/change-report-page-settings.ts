import { changeReportPageSettings as changeSettings } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { ReportPageSettings } from '../../schemas/reports.ts';

export const changeReportPageSettings = operation({
  id: 'reports.pageSettings.change',
  method: 'PATCH',
  path: '/native/v1/reports/page-settings',
  tag: 'Reports',
  summary: 'Switches the leaderboards off, or on again, for everybody',
  body: ReportPageSettings,
  response: ReportPageSettings,
  handle: ({ act, change, body }) => change((tx) => changeSettings(tx, act, body)),
});
