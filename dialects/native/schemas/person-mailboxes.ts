import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const protocols = ['imap', 'graph', 'gmail', 'ews', 'mimecast'] as const;

/** A mailbox of a person who answers. Its id is the agent's. */
export const PersonMailbox = Closed({
  id: Id,
  channelId: Id,
  name: Type.String(),
  address: Type.String(),
  aliases: Type.Array(Type.String()),
  hasLogin: Type.Boolean(),
  protocol: Nullable(OneOf(protocols, { description: 'How it is read; null: by nothing, its mail comes by SMTP, an API or an import' })),
  state: OneOf(['reading', 'current', 'failing', 'unread'] as const, { description: 'reading: not all mail is here yet; current: everything up to readUpTo is; failing: its server cannot be read; unread: nothing reads it' }),
  zone: Type.String(),
  newestMessageAt: Nullable(Instant),
  readingSince: Nullable(Instant),
  readUpTo: Nullable(Instant),
});
export type PersonMailbox = Static<typeof PersonMailbox>;
export const PersonMailboxes = Closed({ items: Type.Array(PersonMailbox), next: Nullable(Type.String()), total: Type.Integer() });
export type PersonMailboxes = Static<typeof PersonMailboxes>;

/** Open ones; what came of its mail stands in mailState. */
export const MailboxInvite = Closed({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  protocol: OneOf(protocols),
  isAgain: Type.Boolean({ description: 'For a mailbox that is there: it is to be connected anew' }),
  createdAt: Instant,
  expiresAt: Instant,
  mailState: OneOf(['queued', 'sent', 'failed'] as const),
  mailProblem: Nullable(Type.String({ description: 'no-server, or the words of the mail server' })),
});
export type MailboxInvite = Static<typeof MailboxInvite>;
export const MailboxInvites = Closed({ items: Type.Array(MailboxInvite), next: Type.Null() });
export type MailboxInvites = Static<typeof MailboxInvites>;
/** The link is shown to whoever makes it, to hand it over another way than by mail. */
export const MailboxInviteMade = Closed({ ...MailboxInvite.properties, link: Type.String() });
export type MailboxInviteMade = Static<typeof MailboxInviteMade>;
export const NewMailboxInvite = Closed({ name: Text(200, { minLength: 1 }), email: Text(320, { minLength: 1 }), protocol: OneOf(protocols), message: Type.Optional(Text(2_000)) });
export type NewMailboxInvite = Static<typeof NewMailboxInvite>;

export const NewPersonMailboxes = Closed({
  protocol: OneOf(['graph', 'gmail', 'ews'] as const),
  people: Type.Array(Closed({ email: Text(320, { minLength: 1 }), name: Type.Optional(Text(200, { description: 'Absent: the address' })) }), { minItems: 1, maxItems: 500 }),
});
export const PersonMailboxesAdded = Closed({ added: Type.Integer({ description: 'Addresses that were named, each once' }), total: Type.Integer({ description: 'Mail channels of the account' }) });
export type PersonMailboxesAdded = Static<typeof PersonMailboxesAdded>;
