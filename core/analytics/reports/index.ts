export { findReportRows, findReportSeries, findReportSummary, type ReportBucket, type ReportFigure, type ReportFigures, type ReportSeries } from './count-report.ts';
export { reportBuckets, reportGroups, type ReportGroup, type ReportPeriod } from './report-buckets.ts';
export { reportMetrics, type ReportMetric, type ReportQuestion, type ReportRow, type ReportScope } from './report-rows.ts';
export { countLive, countLiveByAgent, type LiveCounts, type LiveCountsOfAgent } from './live-counts.ts';
