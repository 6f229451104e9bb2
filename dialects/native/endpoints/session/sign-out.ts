import { endSession } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { heldSession } from '../../auth.ts';
import { keepSession } from '../../render/keep-session.ts';
import { Empty } from '../../schemas/shared.ts';

export const signOut = operation({
  id: 'session.signOut',
  method: 'DELETE',
  path: '/native/v1/session',
  tag: 'Session',
  summary: 'Signs this browser out; for a token nothing happens',
  status: 204,
  response: Empty,
  async handle({ database, clock, principal, head, reply }) {
    if (!principal.session) return null;
    await endSession(database, { secret: heldSession(head), now: nowText(clock) });
    keepSession(reply, head, clock, null);
    return null;
  },
});
