import { Type, type Static } from '@sinclair/typebox';
import { PageOf } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const word = Type.Union([Type.String(), Type.Number()]);
const gaps = {
  host: word, address: word, port: word, protocol: word, user: word, count: word, sent: word, server: word, said: word, code: word, tls: word, starttls: word, selectors: word, policy: word, folders: word, seconds: word, provider: word, where: word, status: word, service: word,
};

/** Which sentence a text is, and what fills its gaps, for pages in other languages; what has none are a server's own words. */
export const Said = Closed({ key: Type.String(), values: Type.Partial(Closed(gaps), { additionalProperties: false }) });
export type Said = Static<typeof Said>;

export const ConnectionKind = OneOf(['imap', 'smtp']);
const Security = OneOf(['tls', 'starttls', 'none']);
const Auth = OneOf(['password', 'oauth', 'none']);

/** Options of imap: what is read, and how far back. */
export const ConnectionOptions = Closed({
  folders: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 50, description: 'Absent: INBOX and the Sent folder' })),
  backfill: Type.Optional(OneOf(['now', '30d', 'all'])),
  markSeen: Type.Optional(Type.Boolean({ description: 'Mark mail as read on the server once it is stored' })),
});
export type ConnectionOptions = Static<typeof ConnectionOptions>;

/** Never the secret. */
export const Connection = Closed({
  kind: ConnectionKind,
  host: Type.String(),
  port: Type.Integer(),
  security: Security,
  auth: Auth,
  userName: Type.String(),
  hasSecret: Type.Boolean(),
  options: ConnectionOptions,
  updatedAt: Instant,
});
export type Connection = Static<typeof Connection>;

export const ConnectionInput = Closed({
  host: Type.String({ minLength: 1, maxLength: 253 }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  security: Security,
  auth: Auth,
  userName: Type.String({ maxLength: 320 }),
  secret: Type.Optional(Nullable(Type.String({ maxLength: 16_384, description: 'Password, or for oauth the JSON of tokens; absent: the present one stays, as long as host and user name do; null: none' }))),
  options: Type.Optional(ConnectionOptions),
});
export type ConnectionInput = Static<typeof ConnectionInput>;

export const ConnectionParams = Closed({ id: Id, kind: ConnectionKind });

export const ConnectionTestInput = Closed({
  kind: ConnectionKind,
  connection: ConnectionInput,
  channelId: Type.Optional(Id),
});
export type ConnectionTestInput = Static<typeof ConnectionTestInput>;

export const ConnectionReport = Closed({
  ok: Type.Boolean(),
  steps: Type.Array(Closed({ step: Type.String(), ok: Type.Boolean(), text: Type.String(), said: Type.Optional(Type.Array(Said)) })),
  folders: Type.Optional(Type.Array(Closed({ path: Type.String(), role: Nullable(Type.String()) }))),
});
export type ConnectionReport = Static<typeof ConnectionReport>;

export const DiscoverInput = Closed({ address: Type.String({ maxLength: 254 }) });
export type DiscoverInput = Static<typeof DiscoverInput>;

const DiscoveredServer = Closed({ host: Type.String(), port: Type.Integer(), security: Security, userName: Type.String() });

export const DiscoveredServers = Closed({
  imap: Nullable(DiscoveredServer),
  smtp: Nullable(DiscoveredServer),
  foundBy: Nullable(Type.String({ description: 'provider, autoconfig, srv or guess' })),
  advice: Nullable(Type.String({ description: 'Said before the first attempt: an app password or OAuth is needed, and where to get it' })),
  adviceSaid: Type.Array(Said, { description: 'Which sentences the advice is' }),
  needsOauth: Type.Boolean(),
});
export type DiscoveredServers = Static<typeof DiscoveredServers>;

export const MailboxFolder = Closed({
  folder: Type.String(),
  role: OneOf(['inbox', 'sent', 'other']),
  seenAt: Instant,
  processedAt: Nullable(Instant),
  backlog: Type.Integer({ description: 'Mails known and not read yet, backfill included' }),
  backfillTotal: Type.Integer(),
  backfillLeft: Type.Integer(),
  stored: Type.Integer(),
  quarantined: Type.Integer(),
  problem: Nullable(Type.String()),
  problemSaid: Nullable(Said),
});
export type MailboxFolder = Static<typeof MailboxFolder>;

export const ChannelHealth = Closed({
  state: OneOf(['ok', 'failing', 'idle', 'disabled'], { description: 'idle: no mailbox is read, mail comes by import, SMTP or API' }),
  lastMessageAt: Nullable(Instant),
  quarantined: Type.Integer(),
  connectedAt: Nullable(Instant),
  failingSince: Nullable(Instant),
  nextTryAt: Nullable(Instant),
  problem: Nullable(Type.String()),
  problemSaid: Nullable(Said),
  unprovedOurs: Type.Integer({ description: 'Mails of the last 30 days that say they are from us while nothing shows it; up to 1,000' }),
  vouchedOurs: Type.Integer({ description: 'Mails that count as ours because somebody said so; up to 1,000' }),
  namedServers: Type.Array(Type.String(), { description: 'Who is named first in Authentication-Results of those: a server to trust may be among them' }),
  sending: Nullable(Closed({ server: Type.String(), failingSince: Instant, nextTryAt: Instant, problem: Type.String(), problemSaid: Nullable(Said) })),
  addressesElsewhere: Type.Array(Type.String(), { description: 'Its addresses whose mail, where it is handed over by SMTP, goes to another account of this server, which had them first' }),
  folders: Type.Array(MailboxFolder),
});
export type ChannelHealth = Static<typeof ChannelHealth>;

export const Channel = Closed({
  id: Id,
  kind: Type.String({ description: 'email, api' }),
  name: Type.String(),
  address: Nullable(Type.String()),
  aliases: Type.Array(Type.String()),
  isList: Type.Boolean({ description: 'One conversation per mail thread, whoever writes' }),
  calendarId: Nullable(Id),
  memberIds: Type.Array(Id, { description: 'Agents' }),
  connections: Type.Array(Connection),
  health: ChannelHealth,
  createdAt: Instant,
  disabledAt: Nullable(Instant),
});
export type Channel = Static<typeof Channel>;

export const Channels = Closed({ items: Type.Array(Channel), next: Type.Null() });
export type Channels = Static<typeof Channels>;

export const NewChannel = Closed({
  kind: OneOf(['email', 'api']),
  name: Type.Optional(Type.String({ maxLength: 200, description: 'api: needed; email: else the address' })),
  address: Type.Optional(Type.String({ maxLength: 254, description: 'email: needed' })),
  isList: Type.Optional(Type.Boolean()),
});
export type NewChannel = Static<typeof NewChannel>;

export const ChannelChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  calendarId: Type.Optional(Nullable(Id)),
  isDisabled: Type.Optional(Type.Boolean()),
});
export type ChannelChange = Static<typeof ChannelChange>;

export const AliasInput = Closed({ address: Type.String({ maxLength: 254 }) });
export type AliasInput = Static<typeof AliasInput>;
export const AliasParams = Closed({ id: Id, address: Type.String({ maxLength: 254 }) });

export const ChannelMembersInput = Closed({ agentIds: Type.Array(Id, { maxItems: 1_000 }) });
export type ChannelMembersInput = Static<typeof ChannelMembersInput>;

/** The text is needed; html null: made from the text. `{agent}` and `{channel}` in a signature become the names. */
const MailText = Closed({
  text: Type.String({ maxLength: 20_000 }),
  html: Nullable(Type.String({ maxLength: 100_000 })),
});

const channelSettings = {
  fromName: Nullable(Type.String({ maxLength: 200, description: 'In the From of its mail; null: the channel\'s name' })),
  fromStyle: OneOf(['agent', 'channel', 'agent-channel']),
  language: OneOf(['en', 'de', 'fr', 'es', 'nl'], { description: 'Of the words that we put into mail' }),
  signature: Nullable(MailText),
  undoSeconds: Nullable(Type.Integer({ minimum: 0, maximum: 60, description: 'null: the account\'s' })),
  autoReply: Closed({ inHours: Nullable(MailText), outOfHours: Nullable(MailText) }),
  trustedServers: Type.Array(Type.String({ maxLength: 253 }), { maxItems: 10, description: 'Names of mail servers before it whose Authentication-Results (RFC 8601) prove a sender; only such as take out what others wrote under their name' }),
  survey: Closed({ isOn: Type.Boolean({ description: 'Ask how it was when a conversation is resolved' }), question: Nullable(Type.String({ maxLength: 500, description: 'null: words of ours' })) }),
  assignment: Closed({
    mode: OneOf(['off', 'round-robin', 'balanced'], { description: 'How new work is given to available members by itself' }),
    perAgentMax: Nullable(Type.Integer({ minimum: 1, maximum: 1_000, description: 'Open conversations of an agent, before he is passed over; null: no limit' })),
  }),
};
/** How a channel answers. */
export const ChannelSettings = Closed(channelSettings);
export type ChannelSettings = Static<typeof ChannelSettings>;
/** What is not named stays; HTML is made safe before it is kept. */
export const ChannelSettingsChange = Type.Partial(ChannelSettings, { additionalProperties: false });
export type ChannelSettingsChange = Static<typeof ChannelSettingsChange>;

export const Vouched = Closed({ messages: Type.Integer(), hasMore: Type.Boolean({ description: 'There may be more: call again' }) });
export type Vouched = Static<typeof Vouched>;

export const TestMailInput = Closed({ to: Type.String({ maxLength: 254 }) });
export type TestMailInput = Static<typeof TestMailInput>;

export const SendingDomain = Closed({
  hints: Type.Array(Closed({ name: OneOf(['spf', 'dkim', 'dmarc']), state: OneOf(['present', 'missing', 'wrong', 'unknown']), text: Type.String(), said: Type.Optional(Type.Array(Said)) })),
});
export type SendingDomain = Static<typeof SendingDomain>;

export const WithheldReply = Closed({
  id: Id,
  conversationId: Id,
  messageId: Id,
  address: Nullable(Type.String()),
  because: OneOf(['automatic', 'list', 'null-sender', 'no-auto-reply', 'no-address', 'own-address', 'no-reply-address', 'not-addressed', 'spam', 'too-old', 'conversation', 'address-hour', 'account-hour']),
  at: Instant,
});
export type WithheldReply = Static<typeof WithheldReply>;
export const WithheldReplies = PageOf(WithheldReply);
export type WithheldReplies = Static<typeof WithheldReplies>;
