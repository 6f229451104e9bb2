import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

export const ConnectionKind = OneOf(['imap', 'smtp']);
const Security = OneOf(['tls', 'starttls', 'none']);
const Auth = OneOf(['password', 'oauth', 'none']);

/** Options of imap: what is read, and how far back. */
export const ConnectionOptions = Closed({
  folders: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 50, description: 'Absent: INBOX and the Sent folder' })),
  backfill: Type.Optional(OneOf(['now', '30d', 'all'])),
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
  steps: Type.Array(Closed({ step: Type.String(), ok: Type.Boolean(), text: Type.String() })),
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
  needsOauth: Type.Boolean(),
});
export type DiscoveredServers = Static<typeof DiscoveredServers>;

export const ChannelHealth = Closed({
  state: OneOf(['ok', 'failing', 'idle', 'disabled'], { description: 'idle: nothing is connected, mail comes by import, SMTP or API' }),
  lastMessageAt: Nullable(Instant),
  quarantined: Type.Integer(),
  problem: Nullable(Type.String()),
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
