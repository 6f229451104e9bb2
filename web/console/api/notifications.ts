import { infiniteQueryOptions } from '@tanstack/react-query';
import type { NotificationList, NotificationsRead } from '#dialects/native/schemas/notifications.ts';
import { request } from './request.ts';

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam, signal }) => request<NotificationList>('/notifications', { query: { limit: 20, cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
export const markNotificationsRead = (input: NotificationsRead): Promise<void> => request('/notifications/read', { method: 'POST', json: input });
