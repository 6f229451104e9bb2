import { operation, type Operation } from '#http/index.ts';
import { checkTo, formatOf, parseOwnGoals, parseReportFilter, parseReportType, parseTrend } from '../../parse/report.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { reportName } from '../../render/report.ts';
import { Shared, ShareInput } from '../../schemas/report.ts';

const daysUsual = 30;

export const shareReport = (ports: ReportPorts): Operation => operation({
  id: 'reports.share',
  method: 'POST',
  path: '/api/tools/reports/share',
  tag: 'Reports',
  summary: 'Share a report: it is made within seconds and mailed, as PDF, or as XLSX where its type has no PDF',
  body: ShareInput,
  response: Shared,
  async handle({ act, change, principal, clock, body }) {
    const { options: { from, to, ...filter }, reportType } = body;
    const type = parseReportType(reportType);
    const goals = parseOwnGoals({ firstReply: body.init_ttr_goal, overall: body.overall_ttr_goal, close: body.overall_ttc_goal }, { firstReply: 'init_ttr_goal', overall: 'overall_ttr_goal', close: 'overall_ttc_goal' });
    const today = Temporal.Instant.fromEpochMilliseconds(clock.nowMs()).toZonedDateTimeISO(principal.zone).toPlainDate();
    const toDay = to ?? (from !== undefined && from > today.toString() ? from : today.toString());
    const fromDay = from ?? Temporal.PlainDate.from(toDay).subtract({ days: daysUsual - 1 }).toString();
    await change((tx) => ports.askForReport(tx, act, {
      name: reportName('shared', type), type, format: formatOf(type, 'xlsx'), recipients: checkTo(body.to), zone: principal.zone, fromDay, toDay, settings: { filter: parseReportFilter(filter), goals, trend: parseTrend(body.show_agents) },
    }));
    return { status: 'Report shared successfully' };
  },
});
