import { Type, type Static } from '@sinclair/typebox';

/** What travels over the socket `/native/v1/live`: JSON texts, one message each. realtime/README.md says in which order. */
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const closed = { additionalProperties: false };

/** The first message, within ten seconds. `token`: where no cookie of this origin came with the upgrade. `after`: the last position seen; null: begin now. */
export const LiveHello = Type.Object({
  type: Type.Literal('hello'),
  after: Type.Union([Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }), Type.Null()]),
  token: Type.Optional(Type.String({ maxLength: 200 })),
}, closed);
export type LiveHello = Static<typeof LiveHello>;

/** What one looks at now; to be said again every 5 seconds or so (it is forgotten after 15). null: nothing any more. */
export const LiveViewing = Type.Object({ type: Type.Literal('viewing'), conversationId: Type.Union([Id, Type.Null()]) }, closed);
/** Where one writes an answer now; said again with the keystrokes, every 5 seconds at the most. null: no longer. */
export const LiveTyping = Type.Object({ type: Type.Literal('typing'), conversationId: Type.Union([Id, Type.Null()]) }, closed);

export const LiveClientMessage = Type.Union([LiveHello, LiveViewing, LiveTyping]);
export type LiveClientMessage = Static<typeof LiveClientMessage>;

export const LivePerson = Type.Object({ userId: Id, name: Type.String() }, closed);
export type LivePerson = Static<typeof LivePerson>;

/** One event of the log. `data` has ids and states only, by `type` (core/events/event.ts). */
export const LiveChange = Type.Object({
  position: Id,
  type: Type.String({ description: 'conversation.changed, message.stored, notification.created and so on' }),
  conversationId: Type.Union([Id, Type.Null()]),
  messageId: Type.Union([Id, Type.Null()]),
  /** Who did it, where it was a person. */
  userId: Type.Union([Id, Type.Null()]),
  at: Type.String({ format: 'date-time' }),
  data: Type.Record(Type.String(), Type.Unknown()),
}, closed);
export type LiveChange = Static<typeof LiveChange>;

export const LiveServerMessage = Type.Union([
  /** Answer to hello: what follows begins after `position`. */
  Type.Object({ type: Type.Literal('hello'), position: Type.Integer({ minimum: 0 }), accountId: Id, userId: Id, online: Type.Array(LivePerson) }, closed),
  /** In order. `position`: where one stands after them, even where `changes` is empty (what one may not see is left out). */
  Type.Object({ type: Type.Literal('changes'), position: Id, changes: Type.Array(LiveChange) }, closed),
  /** Too much was missed, or the cursor is none of ours: load everything anew; what follows begins after `position`. */
  Type.Object({ type: Type.Literal('reload'), position: Type.Integer({ minimum: 0 }) }, closed),
  /** Who is at a conversation, oneself included; sent to those who view or type there, whenever it changes. */
  Type.Object({ type: Type.Literal('presence'), conversationId: Id, viewers: Type.Array(LivePerson), typing: Type.Array(LivePerson), isContactTyping: Type.Boolean({ description: 'The customer writes at this moment (live chat)' }) }, closed),
  /** Who is connected, in all processes. */
  Type.Object({ type: Type.Literal('online'), online: Type.Array(LivePerson) }, closed),
]);
export type LiveServerMessage = Static<typeof LiveServerMessage>;
