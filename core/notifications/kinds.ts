/**
 * mention: named in a note. assigned: a conversation became mine. new-chat: a chat is offered to me, or began on a site of mine without a queue. new-conversation: something new came in a channel of mine.
 * reply: the customer wrote in a conversation of mine. send-failed: what I wrote did not reach anybody. goal-at-risk: three quarters of a reply goal have passed.
 */
export const notificationKinds = ['mention', 'assigned', 'new-chat', 'new-conversation', 'reply', 'send-failed', 'goal-at-risk'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** push: in the desk, and on the person's devices. */
export const notificationWays = ['none', 'desk', 'push'] as const;
export type NotificationWay = (typeof notificationWays)[number];

/** For who has chosen nothing. */
export const usualWays: Readonly<Record<NotificationKind, NotificationWay>> = {
  mention: 'push', assigned: 'push', 'new-chat': 'push', 'new-conversation': 'none', reply: 'none', 'send-failed': 'push', 'goal-at-risk': 'desk',
};
