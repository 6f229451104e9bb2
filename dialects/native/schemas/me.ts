import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable } from './shared.ts';

export const Me = Closed({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  zone: Nullable(Type.String()),
  role: Type.String(),
  agentId: Nullable(Id),
  hasPassword: Type.Boolean(),
  hasTwoFactor: Type.Boolean(),
  recoveryCodesLeft: Nullable(Type.Integer({ description: 'Null: no second factor' })),
});
export type Me = Static<typeof Me>;

export const MeChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  zone: Type.Optional(Nullable(Type.String({ maxLength: 100, description: 'IANA; null: the account\'s' }))),
});
export type MeChange = Static<typeof MeChange>;

const Password = Type.String({ maxLength: 1_000 });

export const PasswordChange = Closed({ currentPassword: Password, newPassword: Password });
export type PasswordChange = Static<typeof PasswordChange>;

/** All sessions have ended, this one too: one signs in again. API tokens stay. */
export const PasswordChanged = Closed({ tokensLeft: Type.Integer() });
export type PasswordChanged = Static<typeof PasswordChanged>;

export const Session = Closed({
  id: Id,
  isCurrent: Type.Boolean(),
  methods: Type.Array(Type.String()),
  createdAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  address: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
});
export type Session = Static<typeof Session>;
export const Sessions = Closed({ items: Type.Array(Session), next: Type.Null() });
export type Sessions = Static<typeof Sessions>;
export const SessionsEnded = Closed({ ended: Type.Integer() });
export type SessionsEnded = Static<typeof SessionsEnded>;

export const TwoFactorBegin = Closed({ password: Password });
export type TwoFactorBegin = Static<typeof TwoFactorBegin>;
/** Shown this once; counts once the first code is confirmed. */
export const TwoFactorSecret = Closed({ secret: Type.String(), uri: Type.String({ description: 'otpauth://, for a QR code' }) });
export type TwoFactorSecret = Static<typeof TwoFactorSecret>;
const Code = Type.String({ maxLength: 20 });
export const TwoFactorConfirm = Closed({ code: Code });
export type TwoFactorConfirm = Static<typeof TwoFactorConfirm>;
/** Ends all sessions. */
export const TwoFactorRemove = Closed({ password: Password, code: Code });
export type TwoFactorRemove = Static<typeof TwoFactorRemove>;

export const LeaveAccount = Closed({ password: Password });
export type LeaveAccount = Static<typeof LeaveAccount>;

/** Each good once in the place of a code; shown this once. Those made before are worth nothing any more. */
export const RecoveryCodes = Closed({ recoveryCodes: Type.Array(Type.String()) });
export type RecoveryCodes = Static<typeof RecoveryCodes>;

export const AddressRequest = Closed({
  id: Id,
  agentId: Id,
  agentName: Type.String(),
  address: Type.String(),
  createdAt: Instant,
  contact: Nullable(Closed({ id: Id, name: Type.String(), conversations: Type.Integer() })),
});
export type AddressRequest = Static<typeof AddressRequest>;
export const AddressRequests = Closed({ items: Type.Array(AddressRequest), next: Type.Null() });
export type AddressRequests = Static<typeof AddressRequests>;

/** From where the own answers come, and what was asked for and is not agreed to yet. */
export const OwnAddresses = Closed({
  agentId: Nullable(Id),
  addresses: Type.Array(Type.String()),
  requests: Type.Array(Closed({ id: Id, address: Type.String(), createdAt: Instant })),
});
export type OwnAddresses = Static<typeof OwnAddresses>;
export const AddressWish = Closed({ address: Type.String({ maxLength: 254 }) });
