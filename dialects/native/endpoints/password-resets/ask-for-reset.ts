import { askForPasswordReset } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openOperation, type Operation } from '#http/index.ts';
import { PasswordResetWish } from '../../schemas/session.ts';
import { Empty } from '../../schemas/shared.ts';

export const askForReset = ({ house }: Outside): Operation => openOperation({
  id: 'passwordResets.ask',
  method: 'POST',
  path: '/native/v1/password-resets',
  tag: 'Session',
  summary: 'Open to everybody: a link for a new password goes to this address by mail, if a person signs in with it. The answer is the same if not',
  status: 204,
  body: PasswordResetWish,
  response: Empty,
  async handle({ database, clock, body, head }) {
    const now = nowText(clock);
    const { passwordReset } = house;
    if (passwordReset) await askForPasswordReset(database, { email: body.email, address: head.address, now, later: (tx, email) => passwordReset.later(tx, email, now) });
    return null;
  },
});
