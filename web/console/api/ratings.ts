import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Ratings, RatingsReport } from '#dialects/native/schemas/ratings.ts';
import { request, type QueryValue } from './request.ts';

export type { Rating, RatingsReport } from '#dialects/native/schemas/ratings.ts';

type Query = Readonly<Record<string, QueryValue>>;
const pageSize = 50;

export const ratingsReportQuery = (query: Query) => queryOptions({ queryKey: ['ratings-report', query], placeholderData: keepPreviousData, queryFn: ({ signal }) => request<RatingsReport>('/ratings/report', { query, signal }) });
export const ratingRowsQuery = (query: Query) => infiniteQueryOptions({
  queryKey: ['ratings-report', 'rows', query], initialPageParam: null as string | null, getNextPageParam: (last: Ratings) => last.next,
  queryFn: ({ signal, pageParam }) => request<Ratings>('/ratings', { query: { ...query, cursor: pageParam, limit: pageSize }, signal }),
});
