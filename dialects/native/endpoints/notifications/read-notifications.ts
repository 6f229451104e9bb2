import { readNotifications as markRead } from '#core/notifications/index.ts';
import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { NotificationsRead } from '../../schemas/notifications.ts';
import { Empty } from '../../schemas/shared.ts';

export const readNotifications: Operation = operation({
  id: 'notifications.read',
  method: 'POST',
  path: '/native/v1/notifications/read',
  tag: 'Notifications',
  summary: 'Mark one\'s own notifications as read: those with `ids`, or all up to `upToId`.',
  status: 204,
  body: NotificationsRead,
  response: Empty,
  async handle({ act, body: { ids, upToId }, change }) {
    if ((ids === undefined) === (upToId === undefined)) throw new InvalidInput([{ field: '', problem: 'must have either ids or upToId' }]);
    await change((tx) => markRead(tx, act, ids === undefined ? { upToId: upToId! } : { ids }));
    return null;
  },
});
