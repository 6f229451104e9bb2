import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DirectoryPeople, MailDirectories } from '#dialects/native/schemas/mail-directories.ts';
import type { MailboxInvite, MailboxInviteMade, MailboxInvites, NewMailboxInvite, PersonMailbox, PersonMailboxes, PersonMailboxesAdded } from '#dialects/native/schemas/person-mailboxes.ts';
import { request } from './request.ts';

export type { MailboxInvite, MailboxInviteMade, NewMailboxInvite, PersonMailbox, PersonMailboxesAdded };
export type MailDirectory = MailDirectories['items'][number];

/** How far each is read changes all the time and no event tells of it: asked anew when somebody comes back. */
export const personMailboxesQuery = (search: string) => infiniteQueryOptions({
  queryKey: ['person-mailboxes', search], staleTime: 0, initialPageParam: null as string | null, getNextPageParam: (last: PersonMailboxes) => last.next,
  queryFn: ({ signal, pageParam }) => request<PersonMailboxes>('/person-mailboxes', { query: { search, limit: 50, cursor: pageParam }, signal }),
});
export const mailboxInvitesQuery = queryOptions({ queryKey: ['mailbox-invites'], queryFn: ({ signal }) => request<MailboxInvites>('/mailbox-invites', { signal }).then(({ items }): MailboxInvite[] => items) });
export const mailDirectoriesQuery = queryOptions({ queryKey: ['mail-directories'], queryFn: ({ signal }) => request<MailDirectories>('/mail-directories', { signal }).then(({ items }): MailDirectory[] => items) });
/** Asks the service itself, so only when somebody wants it, and once. */
export const directoryPeopleQuery = (protocol: string, search: string) => queryOptions({
  queryKey: ['directory-people', protocol, search], retry: false, staleTime: 60_000, queryFn: ({ signal }) => request<DirectoryPeople>(`/mail-directories/${protocol}/people`, { query: { search }, signal }),
});
