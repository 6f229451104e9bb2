import type { Operation } from '#http/index.ts';
import { askForReport } from './endpoints/report-runs/ask-for-report.ts';
import { downloadReport } from './endpoints/report-runs/download-report.ts';
import { getReportRun } from './endpoints/report-runs/get-report-run.ts';
import { listReportRuns } from './endpoints/report-runs/list-report-runs.ts';
import { changeReportSchedule } from './endpoints/report-schedules/change-report-schedule.ts';
import { createReportSchedule } from './endpoints/report-schedules/create-report-schedule.ts';
import { deleteReportSchedule } from './endpoints/report-schedules/delete-report-schedule.ts';
import { getReportSchedule } from './endpoints/report-schedules/get-report-schedule.ts';
import { listReportSchedules } from './endpoints/report-schedules/list-report-schedules.ts';
import { runReportSchedule } from './endpoints/report-schedules/run-report-schedule.ts';
import { changeSavedReport } from './endpoints/saved-reports/change-saved-report.ts';
import { deleteSavedReport } from './endpoints/saved-reports/delete-saved-report.ts';
import { getSavedReport } from './endpoints/saved-reports/get-saved-report.ts';
import { listSavedReports } from './endpoints/saved-reports/list-saved-reports.ts';
import { saveReport } from './endpoints/saved-reports/save-report.ts';

/** Reports that are saved, made as files, and mailed by themselves. */
export const reportOperations: readonly Operation[] = [
  listSavedReports, getSavedReport, saveReport, changeSavedReport, deleteSavedReport,
  listReportSchedules, getReportSchedule, createReportSchedule, changeReportSchedule, deleteReportSchedule, runReportSchedule,
  listReportRuns, getReportRun, askForReport, downloadReport,
];
