import { Type } from '@sinclair/typebox';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { formatOf, parseOwnGoals, parseReportFilter, parseReportType, parseTiming, parseTrend } from '../../parse/report.ts';
import { scheduleScope, viewOf } from '../../parse/report-view.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { renderScheduledReport, type ReportExtension } from '../../render/report.ts';
import { Id } from '../../schemas/id.ts';
import { ScheduledReportInput, ScheduledReportUpdated } from '../../schemas/report.ts';
import { goalNames } from './store-scheduled-report.ts';

export const updateScheduledReport = (ports: ReportPorts): Operation => operation({
  id: 'scheduled-reports.update',
  method: 'PATCH',
  path: '/api/tools/scheduled-reports/{id}',
  tag: 'Scheduled Reports',
  summary: 'Update a scheduled report: the options given replace all of them; what else is not given stays',
  params: Type.Object({ id: Id }),
  body: ScheduledReportInput,
  response: ScheduledReportUpdated,
  async handle(call) {
    const { body, params: { id } } = call;
    const type = parseReportType(body.reportType);
    const { name, includeToday: includesToday, customEmails: recipients, sla, trend } = body;
    return call.change(async (tx) => {
      requirePermission(call.act, 'reports.export'); // then who may change sees what stays
      const before = await ports.getReportSchedule(tx, seesAll(call.act), id);
      const goals = sla === undefined ? before.settings.goals : parseOwnGoals({ firstReply: sla.initialTTRGoal, overall: sla.overallTTRGoal, close: sla.overallTTCGoal }, goalNames);
      const schedule = await ports.changeReportSchedule(tx, call.act, id, {
        ...parseTiming(body, before), type, format: formatOf(type, body.exportType), ...(name !== undefined && { name }), ...(includesToday !== undefined && { includesToday }), ...(recipients && { recipients }),
        settings: { filter: parseReportFilter(body.options), goals, trend: trend === undefined ? before.settings.trend : parseTrend(trend.show_agents) },
      });
      const kept = (await ports.getExtensions(tx, scheduleScope, [id])).get(id) as ReportExtension | undefined;
      const own = { ...kept, exportType: body.exportType, ...(body.widgets && { widgets: body.widgets }) };
      await ports.putExtensions(tx, scheduleScope, [{ coreId: id, body: own }]);
      return renderScheduledReport(schedule, own, await viewOf(ports, tx, call));
    });
  },
});
