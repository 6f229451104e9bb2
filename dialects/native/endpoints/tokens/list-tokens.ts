import { findTokens } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { renderToken } from '../../render/token.ts';
import { Tokens, TokensQuery } from '../../schemas/tokens.ts';

export const listTokens = operation({
  id: 'tokens.list',
  method: 'GET',
  path: '/native/v1/tokens',
  tag: 'Tokens',
  summary: 'API tokens, revoked and expired ones too: the own, or all for who may see them',
  query: TokensQuery,
  response: Tokens,
  async handle({ act, snapshot, query: { cursor, limit = 25, userId } }) {
    const rows = await snapshot((tx) => findTokens(tx, act, { after: fromIdCursor(cursor) ?? 0, limit: limit + 1, ...(userId === undefined ? {} : { userId }) }));
    const page = rows.slice(0, limit);
    return { items: page.map(renderToken), next: rows.length > limit ? toCursor([page.at(-1)!.id]) : null };
  },
});
