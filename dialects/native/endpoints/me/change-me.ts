import { changeUser } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { readMe } from '../../parse/read-me.ts';
import { requireSession } from '../../parse/require-session.ts';
import { Me, MeChange } from '../../schemas/me.ts';

export const changeMe = operation({
  id: 'me.change',
  method: 'PATCH',
  path: '/native/v1/me',
  tag: 'Me',
  summary: 'The own name and zone, in all accounts; for a signed-in browser',
  body: MeChange,
  response: Me,
  async handle({ act, change, principal, body }) {
    requireSession(principal);
    return change(async (tx) => {
      await changeUser(tx, act, principal.userId, body);
      return readMe(tx, act, principal.userId);
    });
  },
});
