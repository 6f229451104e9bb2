import { lookUpPasswordReset } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openOperation } from '#http/index.ts';
import { PasswordResetInfo, PasswordResetLookup } from '../../schemas/session.ts';

export const lookUpReset = openOperation({
  id: 'passwordResets.lookUp',
  method: 'POST',
  path: '/native/v1/password-resets/look-up',
  tag: 'Session',
  summary: 'Open to whoever holds the link: whose password it is for. 410 for whatever is not right about it',
  body: PasswordResetLookup,
  response: PasswordResetInfo,
  handle: ({ database, clock, body, head }) => lookUpPasswordReset(database, { secret: body.secret, address: head.address, now: nowText(clock) }),
});
