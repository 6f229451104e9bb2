import type { CrmCursor, CrmPage } from '#core/crm/index.ts';
import { strange, type HubspotCall, type Json } from './hubspot-client.ts';
import { idOf, propertyOf, resultsOf } from './read-answer.ts';

export interface Walk { readonly object: 'contacts' | 'deals'; readonly modifiedProperty: string; readonly properties: readonly string[] }

/** `seen`: what was had of the instant `from` already. `drain`: records of exactly that instant, by id, after this one. */
interface Cursor { readonly from: number; readonly seen: readonly string[]; readonly drain: string | null }

/** Documented: 200 a page, 10,000 results of one query, one sorting rule. */
const limit = 200;

/**
 * Records that changed at or after an instant, oldest first. By keys, never by pages: a record that changes meanwhile goes to the end of the results and would shift all behind
 * it, and no query gives more than 10,000. Nothing is passed over, however many share an instant.
 */
export async function walkChanges(call: HubspotCall, walk: Walk, since: string, cursor: CrmCursor): Promise<CrmPage<Json>> {
  const at = readCursor(cursor) ?? { from: Date.parse(since), seen: [], drain: null };
  const path = `/crm/v3/objects/${walk.object}/search`;
  const answer = await call('POST', path, {
    json: {
      filterGroups: [{
        filters: at.drain === null
          ? [{ propertyName: walk.modifiedProperty, operator: 'GTE', value: String(at.from) }]
          : [{ propertyName: walk.modifiedProperty, operator: 'EQ', value: String(at.from) }, { propertyName: 'hs_object_id', operator: 'GT', value: at.drain }],
      }],
      sorts: [{ propertyName: at.drain === null ? walk.modifiedProperty : 'hs_object_id', direction: 'ASCENDING' }],
      properties: walk.properties,
      limit,
    },
  });
  const found = resultsOf(answer, path);
  const ids = found.map((record) => idOf(record, answer, path));
  const rows = found.filter((_, n) => !at.seen.includes(ids[n]!));
  if (at.drain !== null) return { rows, next: (found.length < limit ? { from: at.from + 1, seen: [], drain: null } : { ...at, drain: ids.at(-1)! }) satisfies Cursor };
  if (found.length < limit) return { rows, next: null };
  const times = found.map((record) => {
    const ms = Date.parse(propertyOf(record, walk.modifiedProperty) ?? '');
    if (Number.isNaN(ms)) throw strange(answer.status, path, `a record without ${walk.modifiedProperty}`);
    return ms;
  });
  const last = times.at(-1)!;
  if (last <= at.from) return { rows: [], next: { ...at, drain: '0' } satisfies Cursor };
  return { rows, next: { from: last, seen: ids.filter((_, n) => times[n] === last), drain: null } satisfies Cursor };
}

function readCursor(cursor: CrmCursor): Cursor | null {
  return cursor === null || cursor === undefined ? null : cursor as Cursor;
}
