import { authenticateToken, getAccount } from '#core/accounts/index.ts';
import type { Door } from '#http/index.ts';

/**
 * Basic authentication (RFC 7617): the user is the customer's subdomain (the account's slug, in any case), the password a token made for this
 * API. A client that sends no user is of the customer whose slug is the first label of the host that it called. A wrong pair, a pair of two
 * customers and an unknown customer are answered alike.
 */
export const basicDoor: Door = {
  scheme: { type: 'http', scheme: 'basic', description: 'User: the subdomain of the customer. Password: a token made for this API.' },
  secretOf: ({ headers, base }) => {
    const encoded = /^basic +([a-z0-9+/]+={0,2}) *$/i.exec(headers.authorization ?? '')?.[1];
    const [, user, token] = /^([^:]*):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
    if (user === undefined || token === undefined) return null;
    return `${user === '' ? firstLabel(headers.host ?? base) : user.toLowerCase()}:${token}`;
  },
  authenticate: async (secret, { database, now }) => {
    const colon = secret.indexOf(':');
    const found = await authenticateToken(database, { secret: secret.slice(colon + 1), dialect: 'ccai', now });
    if (!found) return null;
    const account = await getAccount(database, found.accountId);
    if (account?.id !== found.accountId || account.slug !== secret.slice(0, colon)) return null;
    const { accountId, userId, permissions, agentId } = found;
    // "1 request per second per customer": all tokens of a customer share it. Times are UTC in this API, whatever the user's zone.
    return { accountId, userId, permissions, agentId, zone: 'UTC', rateKey: `account:${accountId}` };
  },
};

/** `acme.desk.example:3000` -> `acme`. */
function firstLabel(host: string): string {
  return host.replace(/^https?:\/\//, '').split(/[.:/]/)[0]!.toLowerCase();
}
