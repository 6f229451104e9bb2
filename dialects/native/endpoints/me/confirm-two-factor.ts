import { confirmTotp } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { RecoveryCodes, TwoFactorConfirm } from '../../schemas/me.ts';

export const confirmTwoFactor = (outside: Outside): Operation => operation({
  id: 'twoFactor.confirm',
  method: 'POST',
  path: '/native/v1/me/two-factor/confirm',
  tag: 'Me',
  summary: 'The first code of the app: from here on signing in needs one. Gives recovery codes, this once',
  body: TwoFactorConfirm,
  response: RecoveryCodes,
  async handle({ act, database, principal, body }) {
    requireSession(principal);
    return { recoveryCodes: await confirmTotp(database, act, { userId: principal.userId, code: body.code, key: await outside.key() }) };
  },
});
