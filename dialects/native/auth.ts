import { authenticateSession, authenticateToken } from '#core/accounts/index.ts';
import { isOwnOrigin, readCookie, sessionCookieName, type Carrier, type Door } from '#http/index.ts';

/**
 * A token made for this API (`Authorization: Bearer`), or the session of a signed-in browser. The cookie counts only where a page of ours
 * asks: a request that another site caused has none.
 */
export const door: Door = {
  scheme: { type: 'http', scheme: 'bearer', description: 'A token made for the API "native". A signed-in browser comes with its session cookie instead, from pages of the same origin only.' },
  secretOf: (carrier) => {
    const { authorization } = carrier.headers;
    if (authorization !== undefined) {
      const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
      return token === undefined ? null : `token ${token}`;
    }
    const session = heldSession(carrier);
    return session === undefined || !isOwnOrigin(carrier) ? null : `session ${session}`;
  },
  authenticate: async (carried, { database, now }) => {
    const at = carried.indexOf(' ');
    const [kind, secret] = [carried.slice(0, at), carried.slice(at + 1)];
    if (kind === 'token') {
      const found = await authenticateToken(database, { secret, dialect: 'native', now });
      if (!found) return null;
      const { accountId, userId, agentId, permissions, userZone, accountZone } = found;
      return { accountId, userId, agentId, permissions, zone: userZone ?? accountZone, rateKey: `user:${accountId}:${userId}` };
    }
    const found = await authenticateSession(database, { secret, now });
    if (!found) return null;
    const { accountId, userId, agentId, permissions, userZone, accountZone, sessionId, methods, authenticatedAt } = found;
    return {
      accountId, userId, agentId, permissions, zone: userZone ?? accountZone, rateKey: `user:${accountId}:${userId}`, session: { id: sessionId, methods, authenticatedAt },
    };
  },
};

/** The session secret that a browser holds, alive or not. */
export function heldSession({ headers, base }: Pick<Carrier, 'headers' | 'base'>): string | undefined {
  return readCookie(headers.cookie, sessionCookieName(base.startsWith('https:')));
}
