import { Type } from '@sinclair/typebox';
import { findNotifications } from '#core/notifications/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { NotificationList } from '../../schemas/notifications.ts';

export const listNotifications: Operation = operation({
  id: 'notifications.list',
  method: 'GET',
  path: '/native/v1/notifications',
  tag: 'Notifications',
  summary: 'What one should know, newest first: named in a note, a conversation became one\'s own.',
  query: Type.Object(pageQuery),
  response: NotificationList,
  async handle({ act, query, snapshot }) {
    const { rows, next, unreadCount } = await snapshot((tx) => findNotifications(tx, act, { before: fromIdCursor(query.cursor), limit: query.limit ?? 25 }));
    return { items: rows, next: toCursor(next === null ? null : [next]), unreadCount };
  },
});
