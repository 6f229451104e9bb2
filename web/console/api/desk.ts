import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Bulk, BulkInput } from '#dialects/native/schemas/bulk.ts';
import type { Contact, ContactPage } from '#dialects/native/schemas/contact.ts';
import type { ConversationFilter } from '#dialects/native/schemas/conversation-filter.ts';
import type { Conversation, ConversationChange, ConversationPage, ConversationRow } from '#dialects/native/schemas/conversation.ts';
import type { Draft, DraftInput } from '#dialects/native/schemas/draft.ts';
import type { Act, Message, NewConversation, NewMessage, Posted, Timeline } from '#dialects/native/schemas/message.ts';
import type { Cancelled } from '#dialects/native/schemas/outbox.ts';
import type { SearchResult } from '#dialects/native/schemas/search.ts';
import type { NewView, View, ViewChange } from '#dialects/native/schemas/view.ts';
import { isProblem } from './api-problem.ts';
import { request } from './request.ts';

export type { Act, Bulk, Cancelled, BulkInput, Contact, Conversation, ConversationChange, ConversationFilter, ConversationRow, Draft, DraftInput, Message, NewConversation, NewMessage, Posted, Timeline, View };
export type Sort = 'newest' | 'waiting';
export type Life = ConversationRow['life'];
export type SearchHit = SearchResult['items'][number];

const listPage = 50;
/** Who scrolls on reads on. */
const nextListPage = 100;
const timelinePage = 30;

export const viewsQuery = queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => request<{ items: View[] }>('/views', { signal }).then(({ items }) => items) });

export const conversationsQuery = (filter: ConversationFilter, sort: Sort) => infiniteQueryOptions({
  queryKey: ['conversations', filter, sort] as const,
  queryFn: ({ pageParam, signal }) => {
    const { life, ...rest } = filter;
    return request<ConversationPage>('/conversations', { query: { ...rest, life: life?.join(','), sort, cursor: pageParam, limit: pageParam === null ? listPage : nextListPage }, signal });
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** These conversations as lists show them; at most 100. */
export const conversationRows = (ids: readonly number[]): Promise<ConversationRow[]> => request<ConversationPage>('/conversations', { query: { ids: ids.join(',') } }).then(({ items }) => items);

export const searchQuery = (q: string) => infiniteQueryOptions({
  queryKey: ['search', q] as const,
  queryFn: ({ pageParam, signal }) => request<SearchResult>('/search', { query: { q, cursor: pageParam, limit: listPage }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  enabled: q.trim() !== '',
});

export const conversationQuery = (id: number) => queryOptions({ queryKey: ['conversation', id] as const, queryFn: ({ signal }) => request<Conversation>(`/conversations/${id}`, { signal }) });

/** Pages go back in time; the first holds the newest. */
export const timelineQuery = (id: number) => infiniteQueryOptions({
  queryKey: ['timeline', id] as const,
  queryFn: ({ pageParam, signal }) => request<Timeline>(`/conversations/${id}/timeline`, { query: { cursor: pageParam, limit: timelinePage }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** Null: there is none. */
export const draftQuery = (id: number) => queryOptions({
  queryKey: ['draft', id] as const, staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => request<Draft>(`/conversations/${id}/draft`, { signal }).catch((error: unknown) => {
    if (isProblem(error, 'not-found')) return null;
    throw error;
  }),
});

export const contactsQuery = (search: string) => queryOptions({
  queryKey: ['contacts', search] as const, queryFn: ({ signal }) => request<ContactPage>('/contacts', { query: { search, limit: 8 }, signal }).then(({ items }) => items), enabled: search.length > 1,
});

export const changeConversation = (id: number, change: ConversationChange): Promise<Conversation> => request(`/conversations/${id}`, { method: 'PATCH', json: change });
export const markRead = (id: number, isUnread: boolean): Promise<void> => request(`/conversations/${id}/${isUnread ? 'unread' : 'read'}`, { method: 'POST' });
export const mergeConversation = (id: number, into: number): Promise<void> => request(`/conversations/${id}/merge`, { method: 'POST', json: { into } });
export const unmergeConversation = (id: number): Promise<void> => request(`/conversations/${id}/unmerge`, { method: 'POST' });
export const splitConversation = (id: number, messageIds: readonly number[]): Promise<{ id: number }> => request(`/conversations/${id}/split`, { method: 'POST', json: { messageIds } });
export const unsplitConversation = (id: number): Promise<void> => request(`/conversations/${id}/unsplit`, { method: 'POST' });
export const deleteConversation = (id: number): Promise<void> => request(`/conversations/${id}`, { method: 'DELETE' });
/** Of the connected draft helper; nothing is sent. */
export const draftAnswer = (id: number): Promise<{ readonly text: string }> => request(`/conversations/${id}/draft-answer`, { method: 'POST' });
export const postMessage = (id: number, message: NewMessage): Promise<Posted> => request(`/conversations/${id}/messages`, { method: 'POST', json: message });
export const startConversation = (input: NewConversation): Promise<Posted> => request('/conversations', { method: 'POST', json: input });
export const saveDraft = (id: number, draft: DraftInput): Promise<{ savedAt: string | null }> => request(`/conversations/${id}/draft`, { method: 'PUT', json: draft });
export const deleteDraft = (id: number): Promise<void> => request(`/conversations/${id}/draft`, { method: 'DELETE' });
export const startBulk = (input: BulkInput): Promise<Bulk> => request('/bulk', { method: 'POST', json: input });
export const getBulk = (id: number): Promise<Bulk> => request(`/bulk/${id}`);
export const undoBulk = (id: number): Promise<Bulk> => request(`/bulk/${id}/undo`, { method: 'POST' });
export const createView = (view: NewView): Promise<View> => request('/views', { method: 'POST', json: view });
export const changeView = (id: number, change: ViewChange): Promise<View> => request(`/views/${id}`, { method: 'PATCH', json: change });
export const deleteView = (id: number): Promise<void> => request(`/views/${id}`, { method: 'DELETE' });
/** Takes back what has not left yet. */
export const cancelMessage = (messageId: number): Promise<Cancelled> => request(`/messages/${messageId}/cancel`, { method: 'POST' });
export const retryMessage = (messageId: number): Promise<void> => request(`/messages/${messageId}/retry`, { method: 'POST' });
