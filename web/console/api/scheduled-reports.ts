import { queryOptions } from '@tanstack/react-query';
import type { NewReportRun, NewReportSchedule, ReportRun, ReportRuns, ReportSchedule, ReportSchedules, ReportSettingsInput, SavedReport, SavedReports } from '#dialects/native/schemas/scheduled-reports.ts';
import { request } from './request.ts';

export type { NewReportRun, NewReportSchedule, ReportRun, ReportSchedule, SavedReport };
export type SavedFilter = NonNullable<ReportSettingsInput['filter']>;
export type SavedParty = NonNullable<SavedFilter['party']>;
/** Whoever a report can be about; `addresses` of those who have some. */
export interface NamedThing { readonly id: number; readonly name: string; readonly addresses?: readonly string[] }

export const savedReportsQuery = queryOptions({ queryKey: ['saved-reports'], queryFn: ({ signal }) => request<SavedReports>('/saved-reports', { signal }).then(({ items }): SavedReport[] => items) });

export const schedulesQuery = queryOptions({ queryKey: ['report-schedules'], queryFn: ({ signal }) => request<ReportSchedules>('/report-schedules', { signal }).then(({ items }): ReportSchedule[] => items) });

const isUnderWay = ({ state, mails }: ReportRun): boolean => state === 'waiting' || mails.some((mail) => mail.state === 'waiting' && mail.tries === 0);

/** Runs, newest first; asked for again while one is being made. */
export const runsQuery = (scheduleId: number | null) => queryOptions({
  queryKey: ['report-runs', scheduleId], queryFn: ({ signal }) => request<ReportRuns>('/report-runs', { query: { limit: 20, scheduleId }, signal }).then(({ items }): ReportRun[] => items),
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_500 : false),
});
