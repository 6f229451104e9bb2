import { Type, type Static } from '@sinclair/typebox';

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const NotificationKind = Type.Union([
  Type.Literal('mention'), Type.Literal('assigned'), Type.Literal('new-chat'), Type.Literal('new-conversation'), Type.Literal('reply'), Type.Literal('send-failed'), Type.Literal('goal-at-risk'),
]);
export type NotificationKind = Static<typeof NotificationKind>;

export const Notification = Type.Object({
  id: Id,
  /** mention: somebody named me in a note. assigned: a conversation became mine. new-chat: a chat waits for me. new-conversation: in one of my channels. reply: the customer answered me. send-failed: what I wrote did not arrive. goal-at-risk: three quarters of a reply goal have passed. */
  kind: NotificationKind,
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

/** none: nothing; desk: in the desk; push: there, and on one's devices. */
const Way = Type.Union([Type.Literal('none'), Type.Literal('desk'), Type.Literal('push')]);
export type NotificationWay = Static<typeof Way>;

const ways = { mention: Way, assigned: Way, 'new-chat': Way, 'new-conversation': Way, reply: Way, 'send-failed': Way, 'goal-at-risk': Way };
export const NotificationChoices = Type.Object(ways, { additionalProperties: false });
export type NotificationChoices = Static<typeof NotificationChoices>;
export const NotificationChoicesChange = Type.Partial(Type.Object(ways), { additionalProperties: false });

const Instant = Type.String({ format: 'date-time' });
const Language = Type.Union([Type.Literal('en'), Type.Literal('de')]);

export const PushDevice = Type.Object({
  id: Id,
  /** Of the session that asks. */
  isCurrent: Type.Boolean(),
  /** Host of its push service. */
  service: Type.String(),
  userAgent: Type.Union([Type.String(), Type.Null()]),
  language: Language,
  /** Subject and words of messages may stand on it. */
  showsText: Type.Boolean(),
  createdAt: Instant,
  /** When the desk was last open in it. */
  seenAt: Instant,
  pushedAt: Type.Union([Instant, Type.Null()]),
  refusedStatus: Type.Union([Type.Integer(), Type.Null()], { description: 'What its push service answered to the last push; 0: its address leads into a private network and is not called. null: the push was taken' }),
}, { additionalProperties: false });
export type PushDevice = Static<typeof PushDevice>;

export const PushDevices = Type.Object({
  items: Type.Array(PushDevice),
  /** Always null: there are at most twenty. */
  next: Type.Null(),
  /** What a browser subscribes with (applicationServerKey), base64url. */
  publicKey: Type.String(),
}, { additionalProperties: false });
export type PushDevices = Static<typeof PushDevices>;

/** `PushSubscription.toJSON()` of the browser, and the language in which it is told. */
export const PushDeviceInput = Type.Object({
  endpoint: Type.String({ minLength: 1, maxLength: 2_000 }),
  keys: Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
  language: Language,
  showsText: Type.Optional(Type.Boolean()),
}, { additionalProperties: false });
export type PushDeviceInput = Static<typeof PushDeviceInput>;

export const PushDeviceChange = Type.Object({ showsText: Type.Boolean() }, { additionalProperties: false });
export const PushDeviceKept = Type.Object({ id: Id }, { additionalProperties: false });
