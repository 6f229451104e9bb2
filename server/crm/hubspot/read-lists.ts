import type { CrmCursor, CrmList, CrmPage } from '#core/crm/index.ts';
import { strange, type HubspotCall, type Json } from './hubspot-client.ts';
import { afterOf, resultsOf, textOf } from './read-answer.ts';

/** Documented: 500 lists, 250 members at once. */
const [listsLimit, membersLimit] = [100, 250];
const contactsType = '0-1';

/**
 * developers.hubspot.com/docs/api-reference/legacy/crm/lists/search-lists: all lists (segments), whatever they are made by; those of contacts count. That its pages shift where one is deleted meanwhile
 * makes a list look gone for a run.
 */
export async function readLists(call: HubspotCall, cursor: CrmCursor): Promise<CrmPage<CrmList>> {
  const path = '/crm/v3/lists/search';
  const offset = typeof cursor === 'number' ? cursor : 0;
  const { status, body } = await call('POST', path, { json: { query: '', count: listsLimit, offset, additionalProperties: [...marks] } });
  const { lists, hasMore, offset: next } = body;
  if (!Array.isArray(lists) || lists.some((one) => typeof one !== 'object' || one === null)) throw strange(status, path);
  const rows = (lists as Json[]).filter((one) => textOf(one, 'objectTypeId') === contactsType).map((one) => {
    const id = textOf(one, 'listId');
    if (id === '') throw strange(status, path);
    const more = (one['additionalProperties'] ?? {}) as Json;
    return { id, name: textOf(one, 'name'), mark: marks.map((name) => textOf(more, name)).join(' ') };
  });
  return { rows, next: hasMore === true && typeof next === 'number' && next > offset ? next : null };
}

/** While these are the same nobody has come or gone. */
const marks = ['hs_list_size', 'hs_last_record_added_at', 'hs_last_record_removed_at'] as const;

/** developers.hubspot.com/docs/api-reference/legacy/crm/lists/memberships/get-memberships-by-id: ids of contacts. A list that went meanwhile has none. */
export async function readMembers(call: HubspotCall, listId: string, cursor: CrmCursor): Promise<CrmPage<string>> {
  const path = `/crm/v3/lists/${encodeURIComponent(listId)}/memberships`;
  const answer = await call('GET', path, { query: { limit: String(membersLimit), ...(typeof cursor === 'string' && { after: cursor }) }, alsoFine: [404] });
  if (answer.status === 404) return { rows: [], next: null };
  const rows = resultsOf(answer, path).map((one) => {
    const id = textOf(one, 'recordId');
    if (id === '') throw strange(answer.status, path);
    return id;
  });
  return { rows, next: afterOf(answer.body) };
}
