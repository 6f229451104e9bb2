import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const accountLanguages = ['en', 'de'] as const;

export const Account = Closed({
  id: Id,
  slug: Type.String(),
  name: Type.String(),
  zone: Type.String({ description: 'IANA zone of its local days' }),
  language: OneOf(accountLanguages, { description: 'In which this server writes to members, and the first one of a new channel' }),
  reopenClosed: Type.Boolean({ description: 'New mail reopens a closed conversation; false: it begins a new one' }),
  undoSeconds: Type.Integer({ description: 'How long an answer is held so that it can be taken back; a channel may say otherwise' }),
  requireTwoFactor: Type.Boolean({ description: 'Who has no second factor may only set one up' }),
  membersWithoutTwoFactor: Type.Integer({ description: 'Members who have none' }),
  createdAt: Instant,
});
export type Account = Static<typeof Account>;

export const AccountChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  zone: Type.Optional(Type.String({ maxLength: 100 })),
  language: Type.Optional(OneOf(accountLanguages)),
  reopenClosed: Type.Optional(Type.Boolean()),
  undoSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
  requireTwoFactor: Type.Optional(Type.Boolean()),
});
export type AccountChange = Static<typeof AccountChange>;

const Domains = Type.Array(Type.String({ maxLength: 253 }), { maxItems: 1_000 });

export const InternalDomains = Closed({
  domains: Type.Array(Type.String(), { description: 'Those in force now' }),
  withoutProof: Type.Array(Type.String(), { description: 'Those among them whose mail counts as ours on its word alone' }),
  versions: Type.Array(Closed({
    version: Type.Integer(),
    validFrom: Nullable(Instant),
    domains: Type.Array(Type.String()),
    withoutProof: Type.Array(Type.String()),
  })),
  suggestions: Type.Array(Type.String(), { description: 'Domains of channels and agents that are not among them' }),
});
export type InternalDomains = Static<typeof InternalDomains>;

/** Of all history: mail from an internal domain is an answer. */
export const InternalDomainsInput = Closed({
  domains: Domains,
  withoutProof: Type.Optional(Type.Array(Type.String({ maxLength: 253 }), {
    maxItems: 1_000, description: 'Domains among them whose live mail needs no proof (signature, SPF, a trusted server): anybody can then pretend to be you. Absent: as it was',
  })),
});
export type InternalDomainsInput = Static<typeof InternalDomainsInput>;

/** What would change, or was set going: messages that change side, and the conversations whose figures follow. */
export const InternalDomainsEffect = Closed({
  added: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
  messages: Type.Integer(),
  conversations: Type.Integer(),
});
export type InternalDomainsEffect = Static<typeof InternalDomainsEffect>;
