import { Type, type Static } from '@sinclair/typebox';

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const Notification = Type.Object({
  id: Id,
  /** mention: somebody named me in a note. assigned: a conversation became mine. */
  kind: Type.Union([Type.Literal('mention'), Type.Literal('assigned')]),
  conversationId: Id,
  messageId: Type.Union([Id, Type.Null()]),
  subject: Type.String(),
  /** Who did it; null: the server itself. */
  by: Type.Union([Type.Object({ userId: Id, name: Type.String() }, { additionalProperties: false }), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
  readAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
}, { additionalProperties: false });
export type Notification = Static<typeof Notification>;

export const NotificationList = Type.Object({
  items: Type.Array(Notification),
  next: Type.Union([Type.String(), Type.Null()]),
  /** Up to 1,000. */
  unreadCount: Type.Integer({ minimum: 0 }),
}, { additionalProperties: false });
export type NotificationList = Static<typeof NotificationList>;

/** Either: those with these ids, or all up to (and with) this id. */
export const NotificationsRead = Type.Object({
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })),
  upToId: Type.Optional(Id),
}, { additionalProperties: false });
export type NotificationsRead = Static<typeof NotificationsRead>;
