import { strange, type HubspotAnswer, type Json } from './hubspot-client.ts';

/** The `results` of an answer, each an object. Throws trouble where they are none. */
export function resultsOf({ status, body }: HubspotAnswer, place: string): readonly Json[] {
  const { results } = body;
  if (!Array.isArray(results) || results.some((one) => typeof one !== 'object' || one === null)) throw strange(status, place);
  return results as readonly Json[];
}

/** `paging.next.after`; null: it was the last page. */
export function afterOf(body: Json): string | null {
  const after = (body['paging'] as { next?: { after?: unknown } } | undefined)?.next?.after;
  return typeof after === 'string' && after !== '' ? after : null;
}

/** The id of a record: digits, as text. */
export function idOf(record: Json, { status }: HubspotAnswer, place: string): string {
  const { id } = record;
  if (typeof id !== 'string' || id === '') throw strange(status, place);
  return id;
}

/** A property's text; null where it has none. */
export function propertyOf(record: Json, name: string): string | null {
  const value = (record['properties'] as Json | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Values between semicolons, as HubSpot keeps lists in a property. */
export function listOf(text: string | null): string[] {
  return (text ?? '').split(';').map((one) => one.trim()).filter((one) => one !== '');
}

export function textOf(record: Json, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}
