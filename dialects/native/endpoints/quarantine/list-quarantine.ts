import { findQuarantine } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { renderQuarantinedMail } from '../../render/quarantined-mail.ts';
import { Quarantine } from '../../schemas/imports.ts';
import { Closed } from '../../schemas/shared.ts';

export const listQuarantine = operation({
  id: 'quarantine.list',
  method: 'GET',
  path: '/native/v1/quarantine',
  tag: 'Imports',
  summary: 'Mails that could not be read, kept byte for byte, oldest first',
  query: Closed(pageQuery),
  response: Quarantine,
  async handle({ act, snapshot, query: { cursor, limit = 25 } }) {
    const rows = await snapshot((tx) => findQuarantine(tx, act, { after: fromIdCursor(cursor) ?? 0, limit: limit + 1 }));
    const page = rows.slice(0, limit);
    return { items: page.map(renderQuarantinedMail), next: rows.length > limit ? toCursor([page.at(-1)!.id]) : null };
  },
});
