import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AtRiskAnswer, DealChoices, FiguresAnswer, ReplyExplanation, ReportPageSettings, ReportRows, Spread, WaitingContacts } from '#dialects/native/schemas/reports.ts';
import { request, type QueryValue } from './request.ts';

export type { AtRiskAnswer, FigureRow, FiguresAnswer, ReplyExplanation, ReportPageSettings, ReportRow, ReportRows, SpanFigures, Spread, WaitingContacts } from '#dialects/native/schemas/reports.ts';

export type ReportQuery = Readonly<Record<string, QueryValue>>;

/** Figures cost the server more than a list does: they are counted anew when somebody asks, and after a minute when somebody comes back. */
const staleTime = 60_000;
/** Time passes where nothing happens: what was soon is late. */
const riskAgainMs = 60_000;

/** Until the answer comes the one before it stands, paler, if it is split alike: keys of another split mean something else. */
export const figuresQuery = (query: ReportQuery) => queryOptions<FiguresAnswer, Error, FiguresAnswer, readonly ['figures', 'of', ReportQuery]>({
  queryKey: ['figures', 'of', query], staleTime, placeholderData: (held, before) => (before?.queryKey[2]['split'] === query['split'] ? held : undefined),
  queryFn: ({ signal }) => request<FiguresAnswer>('/reports/figures', { query, signal }),
});
export const spreadQuery = (query: ReportQuery) => queryOptions({ queryKey: ['figures', 'spread', query], staleTime, placeholderData: keepPreviousData, queryFn: ({ signal }) => request<Spread>('/reports/spread', { query, signal }) });
export const reportRowsQuery = (query: ReportQuery) => infiniteQueryOptions({
  queryKey: ['figures', 'rows', query], staleTime, initialPageParam: null as string | null, getNextPageParam: (last: ReportRows) => last.next,
  queryFn: ({ signal, pageParam }) => request<ReportRows>('/reports/rows', { query: { ...query, cursor: pageParam }, signal }),
});
export const whyQuery = (messageId: number) => queryOptions({ queryKey: ['figures', 'why', messageId], queryFn: ({ signal }) => request<ReplyExplanation>(`/reports/messages/${messageId}/why`, { signal }) });
export const atRiskQuery = (query: ReportQuery) => queryOptions({ queryKey: ['at-risk', query], refetchInterval: riskAgainMs, placeholderData: keepPreviousData, queryFn: ({ signal }) => request<AtRiskAnswer>('/reports/at-risk', { query, signal }) });
export const waitingContactsQuery = (query: ReportQuery) => infiniteQueryOptions({
  queryKey: ['at-risk', 'contacts', query], initialPageParam: null as string | null, getNextPageParam: (last: WaitingContacts) => last.next,
  queryFn: ({ signal, pageParam }) => request<WaitingContacts>('/reports/waiting-contacts', { query: { ...query, cursor: pageParam }, signal }),
});
/** What reports can be narrowed to by deals. */
export const dealChoicesQuery = queryOptions({ queryKey: ['figures', 'deal-choices'], staleTime, queryFn: ({ signal }) => request<DealChoices>('/reports/deal-choices', { signal }) });
export const reportPageSettingsQuery = queryOptions({ queryKey: ['report-page-settings'], queryFn: ({ signal }) => request<ReportPageSettings>('/reports/page-settings', { signal }) });
export const changeReportPageSettings = (json: ReportPageSettings): Promise<ReportPageSettings> => request('/reports/page-settings', { method: 'PATCH', json });
