import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { FilterEntries, FilterGroup, FilterGroups, FiltersDraft, FiltersEffect, LeftOutMails, MailFilters } from '#dialects/native/schemas/mail-filters.ts';
import { request } from '../../api/request.ts';

export type { FilterGroup, FiltersDraft, FiltersEffect };
export type EntryKind = 'domain' | 'address';
export type FilterRule = FilterGroup['rules'][number];

/** What a change of filters makes old. */
export const filterKeys = ['mail-filters', 'mail-filter-entries', 'mail-filter-groups', 'left-out'] as const;

export const filtersQuery = queryOptions({ queryKey: ['mail-filters'], queryFn: ({ signal }) => request<MailFilters>('/mail-filters', { signal }) });
export const groupsQuery = queryOptions({ queryKey: ['mail-filter-groups'], queryFn: ({ signal }) => request<FilterGroups>('/mail-filters/groups', { signal }).then(({ items }) => items) });
export const entriesQuery = (kind: EntryKind, search: string) => infiniteQueryOptions({
  queryKey: ['mail-filter-entries', kind, search], initialPageParam: 1,
  queryFn: ({ pageParam, signal }) => request<FilterEntries>('/mail-filters/entries', { query: { kind, search, page: pageParam }, signal }),
  getNextPageParam: ({ page, pages }) => (page < pages ? page + 1 : undefined),
});
export const leftOutQuery = infiniteQueryOptions({
  queryKey: ['left-out'], initialPageParam: '',
  queryFn: ({ pageParam, signal }) => request<LeftOutMails>('/mail-filters/left-out', { query: { cursor: pageParam, limit: 25 }, signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
});

export function previewFilters(draft: FiltersDraft): Promise<FiltersEffect> {
  return request<FiltersEffect>('/mail-filters/preview', { method: 'POST', json: draft });
}
