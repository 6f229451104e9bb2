import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { Id, OneOf } from './shared.ts';

export const lives = ['open', 'snoozed', 'resolved', 'closed', 'spam'] as const;
export const turns = ['new', 'agent', 'customer', 'none'] as const;
export const sorts = ['newest', 'waiting'] as const;

export const Life = OneOf(lives);
export const Turn = OneOf(turns);
export const Sort = OneOf(sorts, { description: 'newest: by last message, newest first. waiting: who waits longest first; only conversations that wait.' });
export const Priority = Type.Integer({ minimum: 0, maximum: 4, description: '0 none, 1 low, 2 medium, 3 high, 4 urgent' });
const Assignee = Type.Union([Type.Literal('me'), Type.Literal('nobody'), Id]);

const parts = {
  assignee: Type.Optional(Assignee),
  teamId: Type.Optional(Id),
  channelId: Type.Optional(Id),
  labelId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  turn: Type.Optional(Turn),
  priority: Type.Optional(Priority),
  unread: Type.Optional(Type.Boolean({ description: 'Whether something came that nobody has looked at.' })),
};
const lifeList = (options: object = {}) => Type.Array(Life, { minItems: 1, maxItems: 5, uniqueItems: true, ...options });

/** All parts that are given must hold; `life` absent: all but spam. */
export const ConversationFilter = Type.Object({ life: Type.Optional(lifeList()), ...parts }, { additionalProperties: false });
export type ConversationFilter = Static<typeof ConversationFilter>;

/** The same as query parameters. */
export const filterQuery = {
  life: Type.Optional(lifeList({ 'x-separator': ',', description: 'Of these, separated by commas. Absent: all but spam.' })),
  ...parts,
} satisfies Record<string, TSchema>;
