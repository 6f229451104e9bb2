import { confirmPassword, makeRecoveryCodes as make } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { RecoveryCodes, TwoFactorBegin } from '../../schemas/me.ts';

export const makeRecoveryCodes = operation({
  id: 'twoFactor.makeRecoveryCodes',
  method: 'POST',
  path: '/native/v1/me/two-factor/recovery-codes',
  tag: 'Me',
  summary: 'Ten new recovery codes, with the password: shown this once, and those made before are worth nothing any more',
  status: 201,
  body: TwoFactorBegin,
  response: RecoveryCodes,
  async handle({ act, database, change, principal, body }) {
    requireSession(principal);
    const { userId } = principal;
    await confirmPassword(database, act, { userId, password: body.password });
    return { recoveryCodes: await change((tx) => make(tx, act, userId)) };
  },
});
