import { endOtherSessions as end } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { SessionsEnded } from '../../schemas/me.ts';

export const endOtherSessions = operation({
  id: 'sessions.endOthers',
  method: 'DELETE',
  path: '/native/v1/me/sessions',
  tag: 'Me',
  summary: 'Signs out everywhere but here',
  response: SessionsEnded,
  async handle({ act, change, principal }) {
    const { id } = requireSession(principal);
    return { ended: await change((tx) => end(tx, act, id)) };
  },
});
