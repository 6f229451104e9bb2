import { CrmTrouble, type CrmReplyTimes } from '#core/crm/index.ts';
import { strange, type HubspotCall, type Json } from './hubspot-client.ts';
import { textOf } from './read-answer.ts';

/** Makes the text fields of a contact that are not there. One that is there and no text, or that nobody may write, is not touched: trouble. */
export async function ensureProperties(call: HubspotCall, names: readonly { readonly name: string; readonly label: string }[]): Promise<void> {
  for (const { name, label } of names) {
    const { status, body } = await call('GET', `/crm/v3/properties/contacts/${encodeURIComponent(name)}`, { alsoFine: [404] });
    if (status === 404) {
      const made = await call('POST', '/crm/v3/properties/contacts', { json: { name, label, type: 'string', fieldType: 'text', groupName: 'contactinformation' }, alsoFine: [409] });
      if (made.status !== 409 && textOf(made.body, 'name') !== name) throw strange(made.status, '/crm/v3/properties/contacts');
    } else if (textOf(body, 'type') !== 'string' || (body['modificationMetadata'] as Json | undefined)?.['readOnlyValue'] === true) {
      throw new CrmTrouble('forbidden', `The field ${name} is there, but it is no text that may be written.`, 'crm-refused-fields', { values: { found: name } });
    }
  }
}

/** Writes the means of up to 100 contacts. Returns the ids that HubSpot does not know any more; whatever else it refuses is trouble. */
export async function writeReplyTimes(call: HubspotCall, rows: readonly CrmReplyTimes[], { first, overall }: { readonly first: string | null; readonly overall: string | null }): Promise<string[]> {
  const path = '/crm/v3/objects/contacts/batch/update';
  const inputs = rows.map((row) => ({ id: row.id, properties: { ...(first !== null && { [first]: shown(row.first) }), ...(overall !== null && { [overall]: shown(row.overall) }) } }));
  const { status, body } = await call('POST', path, { json: { inputs }, alsoFine: [404] });
  if (status === 404) {
    // An older answer: one unknown id refuses them all.
    if (rows.length === 1) return [rows[0]!.id];
    const half = Math.ceil(rows.length / 2);
    return [...await writeReplyTimes(call, rows.slice(0, half), { first, overall }), ...await writeReplyTimes(call, rows.slice(half), { first, overall })];
  }
  const errors = Array.isArray(body['errors']) ? body['errors'] as Json[] : [];
  const unknown: string[] = [];
  for (const error of errors) {
    const ids = (error['context'] as { ids?: unknown } | undefined)?.ids;
    if (textOf(error, 'category') !== 'OBJECT_NOT_FOUND' || !Array.isArray(ids)) {
      const found = textOf(error, 'message').slice(0, 200);
      throw new CrmTrouble('forbidden', `HubSpot does not take the reply times: ${found}`, 'crm-refused-fields', { values: { found } });
    }
    unknown.push(...ids.map(String));
  }
  return unknown;
}

/** As the rows of a report say it: 01h:43m:12s; '' empties the field. */
function shown(seconds: number | null): string {
  if (seconds === null) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 3_600))}h:${two(Math.floor(seconds / 60) % 60)}m:${two(seconds % 60)}s`;
}
