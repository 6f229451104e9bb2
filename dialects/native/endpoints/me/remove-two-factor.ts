import { confirmPassword, removeTotp } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { TwoFactorRemove } from '../../schemas/me.ts';
import { Empty } from '../../schemas/shared.ts';

export const removeTwoFactor = (outside: Outside): Operation => operation({
  id: 'twoFactor.remove',
  method: 'POST',
  path: '/native/v1/me/two-factor/remove',
  tag: 'Me',
  summary: 'Takes the own second factor away, with password and code (one of the app, or a recovery code). Ends all sessions, this one too',
  status: 204,
  body: TwoFactorRemove,
  response: Empty,
  async handle({ act, database, principal, body: { password, code } }) {
    requireSession(principal);
    const { userId } = principal;
    await confirmPassword(database, act, { userId, password });
    await removeTotp(database, act, { userId, code, key: await outside.key() });
    return null;
  },
});
