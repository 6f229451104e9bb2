import { operation, type Operation } from '#http/index.ts';
import { formatOf, parseOwnGoals, parseReportFilter, parseReportType, parseTiming, parseTrend } from '../../parse/report.ts';
import { scheduleScope, viewOf } from '../../parse/report-view.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { renderScheduledReport, reportName } from '../../render/report.ts';
import { ScheduledReportInput, ScheduledReportStored } from '../../schemas/report.ts';

export const goalNames = { firstReply: 'sla.initialTTRGoal', overall: 'sla.overallTTRGoal', close: 'sla.overallTTCGoal' } as const;

export const storeScheduledReport = (ports: ReportPorts): Operation => operation({
  id: 'scheduled-reports.store',
  method: 'POST',
  path: '/api/tools/scheduled-reports',
  tag: 'Scheduled Reports',
  summary: 'Save a scheduled report',
  body: ScheduledReportInput,
  response: ScheduledReportStored,
  async handle(call) {
    const { body } = call;
    const type = parseReportType(body.reportType);
    const goals = parseOwnGoals({ firstReply: body.sla?.initialTTRGoal, overall: body.sla?.overallTTRGoal, close: body.sla?.overallTTCGoal }, goalNames);
    return call.change(async (tx) => {
      const schedule = await ports.createReportSchedule(tx, call.act, {
        ...parseTiming(body), name: body.name ?? reportName(body.frequency, type), type, format: formatOf(type, body.exportType), includesToday: body.includeToday ?? false, recipients: body.customEmails ?? [], zone: call.principal.zone,
        settings: { filter: parseReportFilter(body.options), goals, trend: parseTrend(body.trend?.show_agents) },
      });
      const own = { exportType: body.exportType, ...(body.widgets && { widgets: body.widgets }) };
      await ports.putExtensions(tx, scheduleScope, [{ coreId: schedule.id, body: own }]);
      return renderScheduledReport(schedule, own, await viewOf(ports, tx, call));
    });
  },
});
