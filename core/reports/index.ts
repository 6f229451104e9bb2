export {
  defaultTrend, emptySettings, periodUnits, periodsMax, reportFormats, reportLanguages, reportTypes, type NamedParty, type PeriodUnit, type ReportFilter, type ReportFormat, type ReportLanguage,
  type ReportSettings, type ReportType,
} from './report-settings.ts';
export { mailsPerDayMax, recipientsMax } from './check-report.ts';
export {
  changeSavedReport, deleteSavedReport, findSavedReports, getSavedReport, saveReport, type SavedReport, type SavedReportInput,
} from './saved/saved-reports.ts';
export { frequencies, monthMoments, type Frequency, type MonthMoment, type ReportTiming } from './schedule/report-timing.ts';
export {
  changeReportSchedule, createReportSchedule, deleteReportSchedule, findReportSchedules, getReportSchedule, type ReportSchedule, type ScheduleInput,
} from './schedule/schedules.ts';
export { findReportSchedulePage, type SchedulePageQuestion } from './schedule/find-schedule-page.ts';
export { reportPeriod, type ReportPeriod } from './schedule/report-period.ts';
export { askForReport, runReportSchedule, type ReportQuestion } from './runs/ask-for-report.ts';
export { findReportRuns, getReportFile, getReportRun, type ReportFile } from './runs/find-runs.ts';
export { fileBytesMax, reportProblems, type ReportMail, type ReportProblem, type ReportRun, type RunKind, type RunState } from './runs/report-run.ts';
export { findAccountsWithDueReports, takeDueReports } from './runs/take-due-reports.ts';
export { getWaitingRun, recordReportFailed, recordReportMade } from './runs/record-run.ts';
export { getWaitingMail, recordReportMail, type WaitingMail } from './runs/report-mails.ts';
export { sweepReports } from './runs/sweep-reports.ts';
export { buildReport, type ReportOrder } from './content/build-report.ts';
export { reportRowsMax, type ReportContent, type ReportGoals, type ReportMessage, type ReportPart } from './content/report-content.ts';
