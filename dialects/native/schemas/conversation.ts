import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Contact } from './contact.ts';
import { filterQuery, Life, Priority, Sort, Turn, turns } from './conversation-filter.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

export const directions = ['incoming', 'outgoing', 'note', 'act'] as const;

/** Who is on the other side. */
export const Counterpart = Closed({ name: Type.String(), address: Nullable(Type.String()), contactId: Nullable(Id) });

export const LastMessage = Closed({ id: Id, direction: OneOf(directions), at: Instant, authorName: Type.String(), snippet: Type.String({ description: 'Its first 200 characters, white space made single.' }) });

const row = {
  id: Id,
  uuid: Type.String(),
  channelId: Id,
  kind: Type.String({ description: 'mail, api ...' }),
  subject: Type.String(),
  counterpart: Nullable(Counterpart),
  lastMessage: Nullable(LastMessage),
  life: Life,
  turn: OneOf(turns),
  handler: OneOf(['bot', 'person'] as const),
  priority: Priority,
  assigneeId: Nullable(Id),
  teamId: Nullable(Id),
  labelIds: Type.Array(Id),
  isUnread: Type.Boolean({ description: 'Something came that nobody has looked at.' }),
  waitingSince: Nullable(Instant),
  snoozedUntil: Nullable(Instant),
  startedAt: Instant,
  lastMessageAt: Instant,
  lastIncomingAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  messageCount: Type.Integer(),
  linkedTo: Nullable(Id),
  hasAttachments: Type.Boolean(),
  hasDeliveryProblem: Type.Boolean({ description: 'The last answer did not leave, or came back.' }),
};

/** A conversation as a list shows it. */
export const ConversationRow = Closed(row);
export type ConversationRow = Static<typeof ConversationRow>;

export const ConversationPage = PageOf(ConversationRow);
export type ConversationPage = Static<typeof ConversationPage>;

export const ConversationQuery = Type.Object({
  ...filterQuery, sort: Type.Optional(Sort), ...pageQuery,
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true, 'x-separator': ',', description: 'Exactly these, separated by commas, in this order, as far as they are there: no filter, order or page beside it.' })),
});

export const AttributeValues = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { additionalProperties: false });

const Brief = Closed({ id: Id, subject: Type.String(), life: Life, startedAt: Instant, lastMessageAt: Instant, messageCount: Type.Integer() });

/** A conversation with all that stands beside it. */
export const Conversation = Closed({
  ...row,
  redirectedFrom: Nullable(Type.Integer({ description: 'The id asked for, where it was merged into this one.' })),
  contact: Nullable(Contact),
  attributes: AttributeValues,
  past: Type.Array(Brief, { description: 'Other conversations of the contact, newest first, at most 20.' }),
  linked: Type.Array(Brief, { description: 'Conversations of the same mail thread with somebody else, or split off.' }),
  mergedFrom: Type.Array(Closed({ id: Id, canUnmerge: Type.Boolean() })),
  hasDraft: Type.Boolean(),
  position: Type.Integer({ description: 'What was seen: comes back as `seenPosition` with an answer.' }),
});
export type Conversation = Static<typeof Conversation>;

/** What is not named stays. Everything in one transaction: all or nothing. */
export const ConversationChange = Type.Object({
  assigneeId: Type.Optional(Nullable(Id)),
  teamId: Type.Optional(Nullable(Id)),
  priority: Type.Optional(Priority),
  life: Type.Optional(Life),
  snoozedUntil: Type.Optional(Instant),
  turn: Type.Optional(OneOf(['agent', 'customer'] as const)),
  labelIds: Type.Optional(Type.Array(Id, { maxItems: 100, uniqueItems: true, description: 'Exactly these labels.' })),
  attributes: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,59}$' }), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), {
    maxProperties: 100, description: 'By key; null takes one away; what is not named stays.',
  })),
}, { minProperties: 1, additionalProperties: false });
export type ConversationChange = Static<typeof ConversationChange>;

export const MergeInput = Type.Object({ into: Id });
export const SplitInput = Type.Object({ messageIds: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }) });
export const ConversationRef = Closed({ id: Id });
export const ReadInput = Type.Object({ isUnread: Type.Boolean() });

export { Turn };
