import { findMembers } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { renderUser } from '../../render/user.ts';
import { Users } from '../../schemas/people.ts';
import { Closed } from '../../schemas/shared.ts';

export const listUsers = operation({
  id: 'users.list',
  method: 'GET',
  path: '/native/v1/users',
  tag: 'People',
  summary: 'The members of the account, disabled ones too',
  query: Closed(pageQuery),
  response: Users,
  async handle({ act, snapshot, query: { cursor, limit = 25 } }) {
    const rows = await snapshot((tx) => findMembers(tx, act, { after: fromIdCursor(cursor) ?? 0, limit: limit + 1 }));
    const page = rows.slice(0, limit);
    return { items: page.map(renderUser), next: rows.length > limit ? toCursor([page.at(-1)!.id]) : null };
  },
});
