export { changeReportPageSettings, getReportPageSettings, type ReportPageSettings } from './report-page-settings.ts';
