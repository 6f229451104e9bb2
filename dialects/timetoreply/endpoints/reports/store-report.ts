import { operation, type Operation } from '#http/index.ts';
import { parseOwnGoals, parseReportFilter, parseReportType, parseTrend } from '../../parse/report.ts';
import { savedScope, viewOf } from '../../parse/report-view.ts';
import type { ReportPorts } from '../../ports-reports.ts';
import { renderStoredReport } from '../../render/report.ts';
import { ReportInput, StoredReport } from '../../schemas/report.ts';

export const storeReport = (ports: ReportPorts): Operation => operation({
  id: 'reports.store',
  method: 'POST',
  path: '/api/tools/reports',
  tag: 'Reports',
  summary: 'Save a report',
  body: ReportInput,
  response: StoredReport,
  async handle(call) {
    const { body: { reportType, reportName, options, widgets } } = call;
    const { init_ttr_goal: firstReply, overall_ttr_goal: overall, overall_ttc_goal: close, show_agents: showAgents, ...filter } = options;
    const goals = parseOwnGoals({ firstReply, overall, close }, { firstReply: 'options.init_ttr_goal', overall: 'options.overall_ttr_goal', close: 'options.overall_ttc_goal' });
    return call.change(async (tx) => {
      const report = await ports.saveReport(tx, call.act, { name: reportName, type: parseReportType(reportType), settings: { filter: parseReportFilter(filter), goals, trend: parseTrend(showAgents) } });
      if (widgets) await ports.putExtensions(tx, savedScope, [{ coreId: report.id, body: { widgets } }]);
      return renderStoredReport(report, { widgets: widgets ?? null }, await viewOf(ports, tx, call));
    });
  },
});
