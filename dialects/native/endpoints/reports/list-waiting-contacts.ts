import { accountZone, findWaitingContacts } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { fromTimeCursor, toCursor } from '../../paging.ts';
import { renderWaitingContact } from '../../render/waiting.ts';
import { WaitingContacts, WaitingContactsQuery } from '../../schemas/reports.ts';

export const listWaitingContacts = operation({
  id: 'reports.waitingContacts',
  method: 'GET',
  path: '/native/v1/reports/waiting-contacts',
  tag: 'Reports',
  summary: 'The contacts who wait longest for an answer, each once',
  query: WaitingContactsQuery,
  response: WaitingContacts,
  handle: ({ act, snapshot, query: { cursor, limit, ...scope } }) => snapshot(async (tx) => {
    const { asOf, rows, next } = await findWaitingContacts(tx, act, scope, { after: fromTimeCursor(cursor), ...(limit !== undefined && { limit }) });
    return { asOf, zone: await accountZone(tx), items: rows.map(renderWaitingContact), next: toCursor(next && [next.at, next.id]) };
  }),
});
