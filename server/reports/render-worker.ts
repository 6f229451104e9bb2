import { parentPort, workerData } from 'node:worker_threads';
import type { ReportFormat } from '#core/reports/index.ts';
import { renderReport } from './render-report.ts';
import type { ReportDocument } from './report-document.ts';

/** The thread of `render-in-thread.ts`: one file, then it ends. What it throws is the parent's error. */
if (parentPort === null) throw new Error('render-worker.ts runs in a worker thread');
const { report, format } = workerData as { report: ReportDocument; format: ReportFormat };
const bytes = await renderReport(report, format);
parentPort.postMessage(Uint8Array.from(bytes));
