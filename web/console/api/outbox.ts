import { infiniteQueryOptions } from '@tanstack/react-query';
import type { UnsentPage } from '#dialects/native/schemas/outbox.ts';
import { request } from './request.ts';

export type Unsent = UnsentPage['items'][number];

const pageSize = 50;

/** Mail of ours that has not arrived as far as we know, newest first. */
export const outboxQuery = infiniteQueryOptions({
  queryKey: ['outbox'] as const,
  queryFn: ({ pageParam, signal }) => request<UnsentPage>('/outbox', { query: { cursor: pageParam, limit: pageSize }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export const sendMessageNow = (messageId: number): Promise<void> => request(`/messages/${messageId}/send-now`, { method: 'POST' });
