import { Type, type Static } from '@sinclair/typebox';
import { ConversationFilter, Life, Priority } from './conversation-filter.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

/** The same change for each; what is not named stays. */
export const BulkChange = Type.Object({
  assigneeId: Type.Optional(Nullable(Id)),
  teamId: Type.Optional(Nullable(Id)),
  priority: Type.Optional(Priority),
  life: Type.Optional(Life),
  snoozedUntil: Type.Optional(Instant),
  addLabelIds: Type.Optional(Type.Array(Id, { maxItems: 50, uniqueItems: true })),
  removeLabelIds: Type.Optional(Type.Array(Id, { maxItems: 50, uniqueItems: true })),
  isUnread: Type.Optional(Type.Boolean()),
}, { minProperties: 1, additionalProperties: false });
export type BulkChange = Static<typeof BulkChange>;

export const BulkInput = Type.Object({
  ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })),
  filter: Type.Optional(ConversationFilter),
  change: BulkChange,
}, { additionalProperties: false, description: 'Either `ids` or `filter`.' });
export type BulkInput = Static<typeof BulkInput>;

export const Bulk = Closed({
  id: Id,
  state: OneOf(['running', 'done', 'failed', 'undoing', 'undone'] as const),
  total: Type.Integer({ description: 'Conversations that it is about.' }),
  done: Type.Integer({ description: 'Looked at so far.' }),
  changed: Type.Integer({ description: 'Of them changed: the others were so already, or are gone.' }),
  restored: Type.Integer({ description: 'By undo: those that nobody changed since.' }),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
});
export type Bulk = Static<typeof Bulk>;
