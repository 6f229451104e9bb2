import type { ReportFormat } from '#core/reports/index.ts';

/** What a file of each format is called in HTTP and in mails. Apart from what draws them, which loads fonts and belongs into a thread. */
export const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8',
};
