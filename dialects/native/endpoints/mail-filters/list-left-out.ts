import { findFilteredMails } from '#core/analytics/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { operation } from '#http/index.ts';
import { LeftOutMails, LeftOutQuery } from '../../schemas/mail-filters.ts';

export const listLeftOut = operation({
  id: 'mailFilters.listLeftOut',
  method: 'GET',
  path: '/native/v1/mail-filters/left-out',
  tag: 'Mail filters',
  summary: 'Mails that a filter leaves out of all figures, newest first, each with its reason',
  query: LeftOutQuery,
  response: LeftOutMails,
  async handle({ act, snapshot, query: { cursor, limit = 25 } }) {
    const rows = await snapshot((tx) => findFilteredMails(tx, act, { after: fromTimeCursor(cursor), limit: limit + 1 }));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page, next: rows.length > limit && last ? toCursor([last.at, last.messageId]) : null };
  },
});
