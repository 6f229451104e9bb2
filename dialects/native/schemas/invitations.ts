import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

export const Invitation = Closed({
  id: Id,
  email: Type.String(),
  role: Type.String(),
  invitedBy: Nullable(Id),
  createdAt: Instant,
  expiresAt: Instant,
  mail: Closed({
    state: OneOf(['none', 'queued', 'sent', 'failed'], { description: 'none: handed over as a link only; sent: a mail server has taken it' }),
    problem: Nullable(Type.String({ description: '`no-server`, or the words of the mail server' })),
    at: Nullable(Instant),
  }),
});
export type Invitation = Static<typeof Invitation>;

/** Those that can still be used. */
export const Invitations = Closed({ items: Type.Array(Invitation), next: Type.Null(), canMail: Type.Boolean({ description: 'A relay is set, or a channel has a mail server: the link can go out by mail' }) });
export type Invitations = Static<typeof Invitations>;

export const NewInvitation = Closed({
  email: Type.String({ maxLength: 254 }),
  role: Type.String({ maxLength: 60 }),
  byMail: Type.Optional(Type.Boolean({ description: 'Send the link to the address, too' })),
});
export type NewInvitation = Static<typeof NewInvitation>;

export const InvitationMade = Closed({
  ...Invitation.properties,
  link: Type.String({ description: 'Shown this once: to copy and hand over. Good for 24 hours, for one use' }),
});
export type InvitationMade = Static<typeof InvitationMade>;

const Secret = Type.String({ maxLength: 200, description: 'What follows # in the link' });

export const InvitationLookup = Closed({ secret: Secret });
export type InvitationLookup = Static<typeof InvitationLookup>;

export const InvitationInfo = Closed({
  accountName: Type.String(),
  email: Type.String(),
  role: Type.String(),
  expiresAt: Instant,
});
export type InvitationInfo = Static<typeof InvitationInfo>;

export const InvitationAccept = Closed({
  secret: Secret,
  name: Type.String({ maxLength: 200, description: 'Of a new user; who has a user already keeps the name' }),
  password: Type.String({ maxLength: 1_000, description: 'A new one; who has a user already gives the one of that user' }),
});
export type InvitationAccept = Static<typeof InvitationAccept>;

/** Then one signs in. */
export const InvitationAccepted = Closed({ email: Type.String(), accountId: Id });
export type InvitationAccepted = Static<typeof InvitationAccepted>;
