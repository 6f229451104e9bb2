import { changeChoices as change } from '#core/notifications/index.ts';
import { operation } from '#http/index.ts';
import { NotificationChoices, NotificationChoicesChange } from '../../schemas/notifications.ts';

export const changeChoices = operation({
  id: 'notifications.choose',
  method: 'PATCH',
  path: '/native/v1/me/notification-choices',
  tag: 'Notifications',
  summary: 'Changes how one is told; kinds that are not named stay',
  body: NotificationChoicesChange,
  response: NotificationChoices,
  handle: (call) => call.change((tx) => change(tx, call.act, call.body)),
});
