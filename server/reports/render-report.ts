import type { ReportFormat } from '#core/reports/index.ts';
import { renderPdf } from './pdf/render-pdf.ts';
import { renderCsv } from './render-csv.ts';
import { renderXlsx } from './render-xlsx.ts';
import type { ReportDocument } from './report-document.ts';

/** The bytes of a file. Takes its time (a second for some thousand rows): in a thread, by `renderInThread`. */
export async function renderReport(report: ReportDocument, format: ReportFormat): Promise<Buffer> {
  switch (format) {
    case 'pdf': return renderPdf(report);
    case 'xlsx': return renderXlsx(report);
    case 'csv': return renderCsv(report);
  }
}
