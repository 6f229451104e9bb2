import { usePasswordReset } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openOperation } from '#http/index.ts';
import { PasswordChanged } from '../../schemas/me.ts';
import { PasswordResetUse } from '../../schemas/session.ts';

export const useReset = openOperation({
  id: 'passwordResets.use',
  method: 'POST',
  path: '/native/v1/password-resets/use',
  tag: 'Session',
  summary: 'Open to whoever holds the link: sets the new password, once, and ends every session. The second factor stays. Then one signs in',
  body: PasswordResetUse,
  response: PasswordChanged,
  handle: ({ database, clock, body: { secret, newPassword }, head }) => usePasswordReset(database, { secret, newPassword, address: head.address, now: nowText(clock) }),
});
