import { Type } from '@sinclair/typebox';
import { findPersonMailboxes } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { renderPersonMailbox } from '../../render/person-mailbox.ts';
import { PersonMailboxes } from '../../schemas/person-mailboxes.ts';
import { Text } from '../../schemas/shared.ts';

export const listPersonMailboxes = operation({
  id: 'personMailboxes.list',
  method: 'GET',
  path: '/native/v1/person-mailboxes',
  tag: 'Mailboxes',
  summary: 'Mailboxes of the people who answer, by name: how each is read and how far',
  query: Type.Object({ search: Type.Optional(Text(200, { description: 'In the name or an address' })), ...pageQuery }),
  response: PersonMailboxes,
  async handle({ act, snapshot, query: { search = '', cursor, limit = 25 } }) {
    // By place: a company has hundreds, and the order is of names that change.
    const offset = fromIdCursor(cursor) ?? 0;
    const { total, rows } = await snapshot((tx) => findPersonMailboxes(tx, act, { search, sort: 'name', direction: 'asc', limit, offset }));
    const end = offset + rows.length;
    return { items: rows.map(renderPersonMailbox), next: toCursor(end < total && rows.length > 0 ? [end] : null), total };
  },
});
