import { beginTotp, confirmPassword } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { TwoFactorBegin, TwoFactorSecret } from '../../schemas/me.ts';

export const beginTwoFactor = (outside: Outside): Operation => operation({
  id: 'twoFactor.begin',
  method: 'POST',
  path: '/native/v1/me/two-factor',
  tag: 'Me',
  summary: 'A secret for the own authenticator app, with the password: shown this once, and of no effect until a code is confirmed',
  status: 201,
  body: TwoFactorBegin,
  response: TwoFactorSecret,
  async handle({ act, database, change, principal, body }) {
    requireSession(principal);
    const { userId } = principal;
    await confirmPassword(database, act, { userId, password: body.password });
    const key = await outside.key();
    return change((tx) => beginTotp(tx, act, { userId, key }));
  },
});
