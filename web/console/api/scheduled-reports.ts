import { queryOptions } from '@tanstack/react-query';
import type { NewReportSchedule, ReportRun, ReportRuns, ReportSchedule, ReportSchedules } from '#dialects/native/schemas/scheduled-reports.ts';
import { request } from './request.ts';

export type { NewReportSchedule, ReportRun, ReportSchedule };

export const schedulesQuery = queryOptions({ queryKey: ['report-schedules'], queryFn: ({ signal }) => request<ReportSchedules>('/report-schedules', { signal }).then(({ items }): ReportSchedule[] => items) });

const isUnderWay = ({ state, mails }: ReportRun): boolean => state === 'waiting' || mails.some((mail) => mail.state === 'waiting' && mail.tries === 0);

/** Runs, newest first; asked for again while one is being made. */
export const runsQuery = (scheduleId: number | null) => queryOptions({
  queryKey: ['report-runs', scheduleId], queryFn: ({ signal }) => request<ReportRuns>('/report-runs', { query: { limit: 20, scheduleId }, signal }).then(({ items }): ReportRun[] => items),
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_500 : false),
});
