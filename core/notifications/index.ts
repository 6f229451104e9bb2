export { mentionAgents, mentionsMax } from './mention-agents.ts';
export { findNotifications, unreadCountMax, type Notification } from './find-notifications.ts';
export { readNotifications } from './read-notifications.ts';
export { notificationsConsumer } from './notifications-consumer.ts';
export type { NotificationKind } from './notify.ts';
