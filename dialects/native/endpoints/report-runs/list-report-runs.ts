import { findReportRuns } from '#core/reports/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { reportRunView } from '../../render/report.ts';
import { ReportRuns, ReportRunsQuery } from '../../schemas/scheduled-reports.ts';

export const listReportRuns = operation({
  id: 'reportRuns.list',
  method: 'GET',
  path: '/native/v1/report-runs',
  tag: 'Reports',
  summary: 'What was made, for whom, and what came of it, newest first; a year back',
  query: ReportRunsQuery,
  response: ReportRuns,
  async handle({ act, snapshot, query: { cursor, limit = 25, scheduleId = null } }) {
    const rows = await snapshot((tx) => findReportRuns(tx, act, { scheduleId, before: fromIdCursor(cursor), limit: limit + 1 }));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(reportRunView), next: rows.length > limit && last ? toCursor([last.id]) : null };
  },
});
