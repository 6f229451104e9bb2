import { getReplyGoals } from '#core/analytics/index.ts';
import { getExtensions, putExtensions } from '#core/extensions/index.ts';
import {
  askForReport, changeReportSchedule, createReportSchedule, deleteReportSchedule, findReportSchedulePage, findReportSchedules, findSavedReports, getReportSchedule, saveReport,
} from '#core/reports/index.ts';

export { defaultTrend, emptySettings } from '#core/reports/index.ts';
export type { NamedParty, ReportFilter, ReportFormat, ReportSchedule, ReportSettings, ReportTiming, ReportType, SavedReport, ScheduleInput } from '#core/reports/index.ts';

/** What operations of saved, shared and scheduled reports call of core. */
export const reportCore = {
  askForReport, changeReportSchedule, createReportSchedule, deleteReportSchedule, findReportSchedulePage, findReportSchedules, findSavedReports, getReportSchedule, saveReport, getReplyGoals, getExtensions, putExtensions,
};

export type ReportPorts = typeof reportCore;
