import type { Operation } from '#http/index.ts';
import { listReports } from './endpoints/reports/list-reports.ts';
import { shareReport } from './endpoints/reports/share-report.ts';
import { storeReport } from './endpoints/reports/store-report.ts';
import { deleteScheduledReport } from './endpoints/scheduled-reports/delete-scheduled-report.ts';
import { listScheduledReports } from './endpoints/scheduled-reports/list-scheduled-reports.ts';
import { showScheduledReport } from './endpoints/scheduled-reports/show-scheduled-report.ts';
import { storeScheduledReport } from './endpoints/scheduled-reports/store-scheduled-report.ts';
import { updateScheduledReport } from './endpoints/scheduled-reports/update-scheduled-report.ts';
import type { ReportPorts } from './ports-reports.ts';

/** Reports that are saved, shared by mail, and scheduled. */
export const reportOperations = (ports: ReportPorts): readonly Operation[] => [
  listScheduledReports(ports), storeScheduledReport(ports), showScheduledReport(ports), updateScheduledReport(ports), deleteScheduledReport(ports), listReports(ports), storeReport(ports), shareReport(ports),
];
