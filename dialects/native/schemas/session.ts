import { Type, type Static } from '@sinclair/typebox';
import { allPermissions } from '#core/kernel/index.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const AccountChoice = Closed({ id: Id, name: Type.String(), slug: Type.String() });

export const Session = Closed({
  user: Closed({ id: Id, name: Type.String(), email: Type.String(), zone: Nullable(Type.String()), hasTotp: Type.Boolean() }),
  account: Closed({ id: Id, name: Type.String(), slug: Type.String(), zone: Type.String() }),
  accounts: Type.Array(AccountChoice, { description: 'All accounts the person may work in: POST /session/account changes over.' }),
  mustSetUpTwoFactor: Type.Boolean({ description: 'The account wants a second factor and the person has none: until one is set up, nothing else is allowed.' }),
  role: Type.String(),
  permissions: Type.Array(OneOf(allPermissions)),
  agentId: Nullable(Id),
  zone: Type.String({ description: 'IANA zone in which the person reads times.' }),
  hasDraftHelper: Type.Boolean({ description: 'Whether somebody can be asked for a draft: POST /conversations/{id}/draft-answer' }),
  isSecure: Type.Boolean({ description: 'Whether this server is reached by https.' }),
  session: Nullable(Closed({ id: Id, methods: Type.Array(Type.String()), authenticatedAt: Instant })),
  position: Type.Integer({ description: 'The position in the event log that this answer stands for: where the live socket goes on.' }),
});
export type Session = Static<typeof Session>;

export const SignIn = Type.Object({
  email: Text(320),
  password: Text(1_000),
  code: Type.Optional(Text(20, { description: 'The second factor, where the answer was 401 with code `code-wanted`.' })),
  accountId: Type.Optional(Id),
});
export type SignIn = Static<typeof SignIn>;

export const SwitchAccount = Type.Object({ accountId: Id });
export type SwitchAccount = Static<typeof SwitchAccount>;

/** What the sign-in page may offer. */
export const SignInWays = Closed({ passwordReset: Type.Boolean({ description: 'Who forgot the password can ask for a link by mail; else an administrator gives a new one.' }) });
export type SignInWays = Static<typeof SignInWays>;

export const PasswordResetWish = Closed({ email: Text(320) });
export const PasswordResetLookup = Closed({ secret: Text(200, { description: 'What follows # in the link' }) });
export const PasswordResetInfo = Closed({ email: Type.String() });
export type PasswordResetInfo = Static<typeof PasswordResetInfo>;
export const PasswordResetUse = Closed({ secret: Text(200), newPassword: Type.String({ maxLength: 1_000 }) });
