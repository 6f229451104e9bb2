import { createToken as create, getToken } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderToken } from '../../render/token.ts';
import { NewToken, TokenMade } from '../../schemas/tokens.ts';

export const createToken = ({ house }: Outside): Operation => operation({
  id: 'tokens.create',
  method: 'POST',
  path: '/native/v1/tokens',
  tag: 'Tokens',
  summary: 'A token for one API, for oneself or (with tokens.all) another member; never wider than the caller. Its secret is shown this once',
  status: 201,
  body: NewToken,
  response: TokenMade,
  handle: ({ act, change, principal, body: { api, name, scopes, expiresAt = null, userId = principal.userId } }) => change(async (tx) => {
    if (!house.apis().some((one) => one.name === api)) throw invalid('api', 'is no API of this server', 'no-api');
    if (expiresAt !== null && Number.isNaN(Date.parse(expiresAt))) throw invalid('expiresAt', 'is no instant such as 2027-01-31T00:00:00Z', 'no-instant');
    const { id, secret } = await create(tx, act, { userId, dialect: api, name, scopes: scopes ?? 'all', expiresAt: expiresAt && new Date(expiresAt).toISOString() });
    return { ...renderToken(await getToken(tx, readingBack(act), id)), secret };
  }),
});
