import { Type, type Static } from '@sinclair/typebox';
import { ConversationFilter, Sort } from './conversation-filter.ts';
import { Closed, Id, Nullable, OneOf, Text } from './shared.ts';

export const builtInViews = ['mine', 'unassigned', 'open', 'waiting', 'snoozed', 'resolved', 'spam'] as const;

export const Count = Closed({ count: Type.Integer(), isCapped: Type.Boolean({ description: 'There are more: shown as "1000+".' }) });

/** A list under a name. Built-in ones are named by the console in its language, saved ones by people. */
export const View = Closed({
  key: Type.String({ description: 'A built-in view\'s word, or saved:<id>.' }),
  id: Nullable(Id),
  name: Type.String(),
  filter: ConversationFilter,
  sort: Sort,
  count: Nullable(Count),
  isShared: Type.Boolean(),
  teamId: Nullable(Id),
  isOwn: Type.Boolean(),
});
export type View = Static<typeof View>;

export const Views = Closed({ items: Type.Array(View), next: Type.Null() });
export const ViewRef = OneOf(builtInViews);

export const NewView = Type.Object({
  name: Text(100, { minLength: 1 }), filter: ConversationFilter, sort: Type.Optional(Sort), isShared: Type.Optional(Type.Boolean()), teamId: Type.Optional(Nullable(Id)),
}, { additionalProperties: false });
export type NewView = Static<typeof NewView>;
export const ViewChange = Type.Partial(NewView, { minProperties: 1, additionalProperties: false });
export type ViewChange = Static<typeof ViewChange>;
