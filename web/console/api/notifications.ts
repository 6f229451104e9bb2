import { queryOptions } from '@tanstack/react-query';
import type { NotificationList, NotificationsRead } from '#dialects/native/schemas/notifications.ts';
import { request } from './request.ts';

export const notificationsQuery = queryOptions({ queryKey: ['notifications'], queryFn: ({ signal }) => request<NotificationList>('/notifications', { query: { limit: 20 }, signal }) });
export const markNotificationsRead = (input: NotificationsRead): Promise<void> => request('/notifications/read', { method: 'POST', json: input });
