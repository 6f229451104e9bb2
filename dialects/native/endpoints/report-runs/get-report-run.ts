import { getReportRun as get } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { reportRunView } from '../../render/report.ts';
import { ReportRun } from '../../schemas/scheduled-reports.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getReportRun = operation({
  id: 'reportRuns.get',
  method: 'GET',
  path: '/native/v1/report-runs/{id}',
  tag: 'Reports',
  summary: 'One making of a report: waiting, made, failed or skipped',
  params: IdParams,
  response: ReportRun,
  handle: async ({ act, snapshot, params }) => reportRunView(await snapshot((tx) => get(tx, act, params.id))),
});
