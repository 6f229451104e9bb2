import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { FileField } from '#http/index.ts';

function Closed<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}
function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
const Text = (maxLength: number) => Type.String({ maxLength });
const Flag = Type.Boolean();
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** What the widget and the server say to each other. web/widget has the same by `import type`. */
export const Page = Closed({ url: Text(2_000), title: Text(500), referrer: Type.Optional(Text(2_000)) });
export const Claims = Closed({ name: Type.Optional(Text(200)), email: Type.Optional(Text(254)), phone: Type.Optional(Text(40)) });
export type Claims = Static<typeof Claims>;

export const SessionInput = Closed({
  websiteToken: Text(100),
  visitorToken: Type.Optional(Text(1_000)),
  identity: Type.Optional(Closed({ identifier: Text(255), hash: Type.Optional(Text(200)), name: Type.Optional(Text(200)), email: Type.Optional(Text(254)), phone: Type.Optional(Text(40)) })),
  page: Page,
  language: Text(35),
  zone: Type.Optional(Text(60)),
});
export type SessionInput = Static<typeof SessionInput>;

export const FileShown = Closed({ id: Id, name: Type.String(), mediaType: Type.String(), byteCount: Type.Integer(), url: Type.String(), isPicture: Flag });
const Option = Closed({ title: Type.String(), value: Type.String() });
/** What a message asks or shows beside its text: one form for all kinds. */
export const ContentShown = Closed({
  kind: Type.Union([Type.Literal('input-email'), Type.Literal('input-select'), Type.Literal('cards'), Type.Literal('form'), Type.Literal('article'), Type.Literal('rating')]),
  items: Type.Array(Closed({
    title: Type.String(), text: Type.String(),
    /** Of an article, or of a card's picture; http or https. */
    url: Nullable(Type.String()),
    /** Buttons of a card, options of a field: `url` leads there, `value` is what comes back. */
    options: Type.Array(Closed({ title: Type.String(), value: Nullable(Type.String()), url: Nullable(Type.String()) })),
    /** Of a form. */
    field: Nullable(Closed({ name: Type.String(), type: Type.Union([Type.Literal('text'), Type.Literal('email'), Type.Literal('text-area'), Type.Literal('select'), Type.Literal('number')]), isRequired: Flag })),
  })),
  /** What he gave back, as it is shown to him. `null`: nothing so far. `stars` of a rating only. */
  answer: Nullable(Closed({ stars: Nullable(Type.Integer()), values: Type.Array(Option) })),
});
export type ContentShown = Static<typeof ContentShown>;
export const MessageShown = Closed({
  id: Id, at: Type.String(), isMine: Flag, text: Type.String(), isDeleted: Flag, isBot: Flag, author: Nullable(Type.String()), files: Type.Array(FileShown), clientKey: Nullable(Type.String()), content: Nullable(ContentShown),
});
export type MessageShown = Static<typeof MessageShown>;

export const ConversationShown = Closed({
  id: Id,
  isEnded: Type.Boolean({ description: 'Resolved or closed: a further message opens it again.' }),
  agent: Nullable(Type.String()),
  /** none: nobody is asked; waiting: in the queue; talking: somebody of ours, or a bot, is in it. */
  chat: Type.Union([Type.Literal('none'), Type.Literal('waiting'), Type.Literal('talking')]),
  place: Nullable(Type.Integer()),
  expectedSeconds: Nullable(Type.Integer()),
  unread: Type.Integer(),
  /** Up to when we have looked at what he wrote. */
  seenAt: Nullable(Type.String()),
  isAgentTyping: Flag,
  canRate: Flag,
});
export type ConversationShown = Static<typeof ConversationShown>;

export const Standing = Closed({ isOpen: Flag, opensAt: Nullable(Type.String()), isStaffed: Nullable(Flag) });
export const ChatState = Closed({ conversation: Nullable(ConversationShown), messages: Type.Array(MessageShown), hasEarlier: Flag, deletedIds: Type.Array(Id), standing: Standing });
export type ChatState = Static<typeof ChatState>;

export const SiteShown = Closed({
  name: Type.String(), color: Type.String(), side: Type.Union([Type.Literal('right'), Type.Literal('left')]), welcomeTitle: Type.String(), welcomeTagline: Type.String(), awayMessage: Type.String(),
  greeting: Nullable(Type.String()), replyTime: Type.Union([Type.Literal('minutes'), Type.Literal('hours'), Type.Literal('day'), Type.Literal('none')]),
  preChat: Nullable(Closed({ message: Type.String(), fields: Type.Array(Closed({ name: Type.Union([Type.Literal('name'), Type.Literal('email'), Type.Literal('phone')]), isRequired: Flag })) })),
  attachments: Flag, emoji: Flag, endChat: Flag, transcript: Flag, showsHours: Flag, hasHelp: Flag,
  greetings: Type.Array(Closed({ url: Type.String(), seconds: Type.Integer(), text: Type.String() })),
});
export type SiteShown = Static<typeof SiteShown>;

export const Session = Closed({ visitorToken: Type.String(), isKnown: Type.Boolean({ description: 'He has said something before.' }), hasEmail: Flag, site: SiteShown, chat: ChatState });
export type Session = Static<typeof Session>;

export const ChatQuery = Type.Object({ after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })), before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) });

/** JSON, or a form with files: then numbers and objects come as text. */
export const MessageInput = Type.Object({
  text: Type.Optional(Text(20_000)),
  clientKey: Type.String({ minLength: 1, maxLength: 100, pattern: '^[!-~]+$' }),
  conversationId: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: 'Absent: his open conversation, else a new one.' })),
  name: Type.Optional(Text(200)), email: Type.Optional(Text(254)), phone: Type.Optional(Text(40)),
  pageUrl: Type.Optional(Text(2_000)), pageTitle: Type.Optional(Text(500)), language: Type.Optional(Text(35)),
  /** What was shown as our first words before he wrote. */
  greeting: Type.Optional(Text(2_000)),
  files: Type.Optional(Type.Array(FileField('A file.'), { maxItems: 5 })),
});

export const ConversationInput = Closed({ conversationId: Id });
export const TypingInput = Closed({ conversationId: Id, isTyping: Flag });
export const RatingInput = Closed({ conversationId: Id, rating: Type.Integer({ minimum: 1, maximum: 5 }), feedback: Type.Optional(Text(2_000)) });
/** As the kind of the message wants it: `email`, `value`, `values` by name, or `rating` and `feedback`. */
export const AnswerInput = Closed({
  conversationId: Id, messageId: Id, email: Type.Optional(Text(254)), value: Type.Optional(Text(1_000)), values: Type.Optional(Type.Record(Text(1_000), Text(1_000), { maxProperties: 50 })),
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })), feedback: Type.Optional(Text(5_000)),
});
export const TranscriptInput = Closed({ conversationId: Id });
export const PresenceInput = Closed({ page: Type.Optional(Page), isGone: Type.Optional(Flag) });
export const ArticlesQuery = Type.Object({ q: Text(200), language: Type.Optional(Text(35)) });
export const Articles = Closed({ items: Type.Array(Closed({ title: Type.String(), url: Type.String(), excerpt: Type.String() })) });
