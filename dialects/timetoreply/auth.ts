import type { Door } from '#http/index.ts';
import type { Ports } from './ports.ts';

/** Personal access tokens, `Authorization: Bearer <token>`; the scheme's name in any case (RFC 9110 section 11.1). */
export function bearerDoor(ports: Pick<Ports, 'authenticateToken'>): Door {
  return {
    scheme: { type: 'http', scheme: 'bearer', description: 'A personal access token made for this API.' },
    secretOf: ({ headers }) => /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null,
    authenticate: async (secret, { database, now }) => {
      const found = await ports.authenticateToken(database, { secret, dialect: 'timetoreply', now });
      if (!found) return null;
      const { accountId, userId, permissions, userZone, accountZone } = found;
      // The document assigns every request to the user that made the token, so the user has the limit, whatever token is used.
      return { accountId, userId, permissions, zone: userZone ?? accountZone, rateKey: `user:${accountId}:${userId}` };
    },
  };
}
