export { findReportParties, type ReportParties, type ReportParty } from './find-report-parties.ts';
