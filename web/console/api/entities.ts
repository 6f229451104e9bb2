import { queryOptions } from '@tanstack/react-query';
import type { ContactGroup, ContactGroups, GroupMailbox, GroupMailboxes, LeadSource, LeadSources, OwnGoals } from '#dialects/native/schemas/entities.ts';
import { request } from './request.ts';

export type { ContactGroup, GroupMailbox, LeadSource, OwnGoals };

export const leadSourcesQuery = queryOptions({ queryKey: ['lead-sources'], queryFn: ({ signal }) => request<LeadSources>('/lead-sources', { signal }).then(({ items }): LeadSource[] => items) });

export const groupMailboxesQuery = queryOptions({ queryKey: ['group-mailboxes'], queryFn: ({ signal }) => request<GroupMailboxes>('/group-mailboxes', { signal }).then(({ items }): GroupMailbox[] => items) });
export const ownGoalsQuery = (holder: 'group-mailboxes' | 'teams', id: number) => queryOptions({ queryKey: [holder, id, 'goals'], queryFn: ({ signal }) => request<OwnGoals>(`/${holder}/${id}/goals`, { signal }) });
export const contactGroupsQuery = (search: string) => queryOptions({ queryKey: ['contact-groups', search], queryFn: ({ signal }) => request<ContactGroups>('/contact-groups', { query: { search }, signal }) });
