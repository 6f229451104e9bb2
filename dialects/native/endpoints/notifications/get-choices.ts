import { findChoices } from '#core/notifications/index.ts';
import { operation } from '#http/index.ts';
import { NotificationChoices } from '../../schemas/notifications.ts';

export const getChoices = operation({
  id: 'notifications.choices',
  method: 'GET',
  path: '/native/v1/me/notification-choices',
  tag: 'Notifications',
  summary: 'How one is told of each kind: not at all, in the desk, or there and on one\'s devices',
  response: NotificationChoices,
  handle: ({ act, snapshot }) => snapshot((tx) => findChoices(tx, act)),
});
