import { Type, type Static } from '@sinclair/typebox';
import { pageQuery } from '../paging.ts';
import { Said } from './channels.ts';
import { directions } from './conversation.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const Party = Closed({ role: OneOf(['from', 'to', 'cc', 'bcc', 'reply-to'] as const), name: Type.String(), address: Type.String() });

export const Attachment = Closed({
  id: Id,
  fileName: Nullable(Type.String()),
  mediaType: Type.String({ description: 'As the sender calls it: never trust it.' }),
  sniffedType: Type.String({ description: 'As its bytes say.' }),
  disposition: OneOf(['inline', 'attachment'] as const),
  contentId: Nullable(Type.String()),
  byteCount: Type.Integer(),
});

export const deliveryStates = ['held', 'queued', 'sending', 'handed-over', 'delivered', 'bounced', 'failed', 'cancelled'] as const;

/** How an outgoing mail fares; null for what is no mail of ours. */
export const Delivery = Closed({
  state: OneOf(deliveryStates),
  sendAfter: Nullable(Instant),
  handedOverAt: Nullable(Instant),
  attempts: Type.Integer(),
  nextAttemptAt: Nullable(Instant),
  lastError: Nullable(Type.String()),
  lastErrorKey: Nullable(OneOf(['no-server', 'channel-off', 'server-braked'], { description: 'Which sentence lastError is; null: a server\'s own words, or a sentence of lastErrorSaid' })),
  lastErrorSaid: Nullable(Said),
  recipients: Type.Array(Closed({ address: Type.String(), state: Type.String(), detail: Nullable(Type.String()) })),
});

const checkResults = ['pass', 'fail', 'softfail', 'neutral', 'policy', 'none', 'temperror', 'permerror'] as const;

/** What shows who sent a mail that came in live; null: nobody asked, as of imports and messages of software. */
export const SenderCheck = Closed({
  proof: OneOf(['sent-folder', 'dkim', 'spf', 'server', 'person', 'none'] as const, { description: 'person: somebody said that it is ours; none: nothing shows it' }),
  domain: Nullable(Type.String()),
  spf: Nullable(OneOf(checkResults)),
  dkim: Nullable(OneOf(checkResults)),
  dmarc: Nullable(OneOf(checkResults, { description: 'null: it could not be looked at whole' })),
  policy: Nullable(OneOf(['none', 'quarantine', 'reject'] as const, { description: 'What the domain asks to do with mail that fails' })),
  by: Nullable(OneOf(['us', 'server'] as const, { description: 'server: by the word of a mail server that the channel trusts' })),
});

/** What a message shows besides its text, each item in the same words whatever its kind; `answer`: what the customer gave back. */
export const MessageContent = Closed({
  kind: OneOf(['input-email', 'input-select', 'cards', 'form', 'article', 'rating'] as const),
  items: Type.Array(Closed({
    title: Type.String(), description: Type.String(), value: Nullable(Type.String({ description: 'Of a choice or a field of a form: by what name it comes back' })), url: Nullable(Type.String({ description: 'http or https' })),
    buttons: Type.Array(Closed({ text: Type.String(), url: Nullable(Type.String()) })),
  })),
  answer: Nullable(Closed({ rating: Nullable(Type.Integer({ minimum: 1, maximum: 5 })), texts: Type.Array(Closed({ name: Type.String(), value: Type.String() })) })),
  answeredAt: Nullable(Instant),
});
export type MessageContent = Static<typeof MessageContent>;

export const Message = Closed({
  type: Type.Literal('message'),
  id: Id,
  direction: OneOf(directions),
  at: Instant,
  channelId: Id,
  subject: Type.String(),
  mailId: Nullable(Type.String()),
  agentId: Nullable(Id),
  userId: Nullable(Id),
  authorName: Type.String(),
  isAutomatic: Type.Boolean(),
  automaticKind: Nullable(Type.String()),
  isBot: Type.Boolean(),
  isForward: Type.Boolean(),
  flags: Type.Array(Type.String()),
  senderCheck: Nullable(SenderCheck),
  isUnprovedOurs: Type.Boolean({ description: 'It says that it is from us, and nothing shows it: treated as a customer\'s' }),
  text: Type.String(),
  hasHtml: Type.Boolean({ description: 'GET /messages/{id}/html gives the page for a sandboxed frame.' }),
  remoteImages: Type.Integer(),
  parties: Type.Array(Party),
  attachments: Type.Array(Attachment),
  labelIds: Type.Array(Id),
  joinedBecause: Nullable(OneOf(['first', 'in-reply-to', 'references', 'subject', 'same-mail', 'manual'] as const, { description: 'Why it stands in this conversation; null until that is worked out.' })),
  /** The mail filter that leaves it out of all figures. */
  leftOut: Nullable(Closed({
    because: OneOf(['domain', 'address', 'not-listed', 'group'] as const),
    filter: Nullable(Type.String({ description: 'The domain or address that is named, or the group\'s name; null: none is listed, or it is gone since' })),
  })),
  parentMessageId: Nullable(Id),
  delivery: Nullable(Delivery),
  content: Nullable(MessageContent),
});
export type Message = Static<typeof Message>;

/** Something that was done to the conversation. `from` and `to` are ids or words by `what`. */
export const Act = Closed({
  type: Type.Literal('act'),
  id: Id,
  at: Instant,
  actor: Closed({ kind: OneOf(['user', 'system', 'channel', 'contact', 'rule', 'bot'] as const), id: Nullable(Id), name: Nullable(Type.String()) }),
  what: OneOf(['opened', 'life', 'turn', 'handler', 'live', 'priority', 'assignee', 'team', 'subject', 'labelled', 'unlabelled', 'merged', 'unmerged', 'linked', 'split'] as const),
  from: Nullable(Type.Union([Type.String(), Type.Number()])),
  to: Nullable(Type.Union([Type.String(), Type.Number()])),
  /** Of life snoozed: when it wakes by itself. */
  until: Nullable(Instant),
});
export type Act = Static<typeof Act>;

export const TimelineQuery = Type.Object(pageQuery);

/** Oldest first; `next` asks for what was before. */
export const Timeline = Closed({ items: Type.Array(Type.Union([Message, Act])), next: Nullable(Type.String()), position: Type.Integer() });
export type Timeline = Static<typeof Timeline>;

export const Recipient = Type.Object({ name: Type.Optional(Text(200)), address: Text(254, { minLength: 3 }) });
const recipients = Type.Array(Recipient, { maxItems: 100 });

/** What an answer, a forward, a new mail and a draft have in common. */
export const content = {
  text: Text(1_000_000),
  html: Type.Optional(Nullable(Text(1_000_000, { description: 'Made safe before it is kept or sent.' }))),
  to: Type.Optional(recipients),
  cc: Type.Optional(recipients),
  bcc: Type.Optional(recipients),
  subject: Type.Optional(Text(1_000)),
  uploadIds: Type.Optional(Type.Array(Id, { maxItems: 50, uniqueItems: true })),
};
const sending = {
  sendAt: Type.Optional(Instant),
  clientKey: Type.Optional(Text(100, { minLength: 8, description: 'A text of the caller\'s own for this message: sent twice, it makes one.' })),
};

const words = Text(1_000);
/** What an answer in a chat asks or shows beside its text; of an item that which its kind needs. */
export const NewMessageContent = Closed({
  kind: OneOf(['input-email', 'input-select', 'cards', 'form', 'article'] as const),
  items: Type.Optional(Type.Array(Closed({
    title: words,
    description: Type.Optional(words),
    value: Type.Optional(Text(1_000, { description: 'Of a choice: what comes back; default: its title. Of a field of a form: its name' })),
    url: Type.Optional(Nullable(Text(2_000, { description: 'http or https: the article, or the picture of a card' }))),
    buttons: Type.Optional(Type.Array(Closed({ text: words, url: Type.Optional(Nullable(Text(2_000))), value: Type.Optional(Nullable(words)) }), { maxItems: 10, description: 'Of a card: a link, or a choice' })),
    field: Type.Optional(OneOf(['text', 'email', 'text-area', 'select', 'number'] as const, { description: 'Of a form' })),
    isRequired: Type.Optional(Type.Boolean()),
    options: Type.Optional(Type.Array(words, { maxItems: 50, description: 'Of a field of kind select' })),
  }), { minItems: 1, maxItems: 50 })),
});
export type NewMessageContent = Static<typeof NewMessageContent>;

export const NewMessage = Type.Object({
  kind: OneOf(['reply', 'note', 'forward'] as const),
  ...content,
  ...sending,
  inReplyToMessageId: Type.Optional(Id),
  quote: Type.Optional(Type.Boolean({ default: true })),
  mentions: Type.Optional(Type.Array(Id, { maxItems: 50, uniqueItems: true, description: 'Agents that a note is meant for.' })),
  seenPosition: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Refused with 409 `stale` where something came after it.' })),
  force: Type.Optional(Type.Boolean({ description: 'Whatever came meanwhile.' })),
  content: Type.Optional(NewMessageContent),
}, { additionalProperties: false });
export type NewMessage = Static<typeof NewMessage>;

export const NewConversation = Type.Object({
  channelId: Id,
  ...content,
  to: Type.Array(Recipient, { minItems: 1, maxItems: 100 }),
  ...sending,
}, { additionalProperties: false });
export type NewConversation = Static<typeof NewConversation>;

export const Posted = Closed({
  messageId: Id,
  conversationId: Id,
  delivery: Nullable(OneOf(deliveryStates)),
  sendAfter: Nullable(Instant),
});
export type Posted = Static<typeof Posted>;
