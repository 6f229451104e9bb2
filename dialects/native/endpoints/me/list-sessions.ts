import { findOwnSessions } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { Sessions } from '../../schemas/me.ts';

export const listSessions = operation({
  id: 'sessions.list',
  method: 'GET',
  path: '/native/v1/me/sessions',
  tag: 'Me',
  summary: 'Where one is signed in, in whatever account; for a signed-in browser',
  response: Sessions,
  async handle({ act, snapshot, principal }) {
    const current = requireSession(principal);
    const rows = await snapshot((tx) => findOwnSessions(tx, act));
    return {
      items: rows.map(({ id, methods, createdAt, lastSeenAt, expiresAt, address, userAgent }) => ({
        id, isCurrent: id === current.id, methods: [...methods], createdAt, lastSeenAt, expiresAt, address, userAgent,
      })),
      next: null,
    };
  },
});
