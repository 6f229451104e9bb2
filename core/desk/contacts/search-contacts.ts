import { contactNames, type Contact } from '#core/contacts/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { getAttributeValues, type AttributeValue } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** A contact with what a list shows of it. */
export interface ContactHit extends Contact { readonly companyName: string | null; readonly attributes: Readonly<Record<string, AttributeValue>> }

export interface ContactSearch {
  /** Part of the name, of an address, a number or an outside id, whatever its case; one or two letters: its beginning. Absent or '': all. */
  readonly search?: string | undefined;
  readonly companyId?: number | undefined;
  /** Only those older than this one. */
  readonly before?: number | null;
  /** Default 25, at most 100. */
  readonly limit?: number | undefined;
}

/** A page of contacts, newest first. */
export async function searchContacts(tx: Tx, act: Act, { search = '', companyId, before = null, limit = 25 }: ContactSearch): Promise<{ rows: ContactHit[]; next: number | null }> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  const wanted = Math.max(1, Math.min(limit, 100));
  const found = await contactsHolding(tx, search, { companyId, before, max: wanted + 1 });
  const ids = found.slice(0, wanted);
  const rows = new Map((await contactNames(tx, ids)).map((row) => [row.id, row]));
  const attributes = await getAttributeValues(tx, act, 'contact', ids);
  return {
    rows: ids.flatMap((id) => { const row = rows.get(id); return row ? [{ ...row, attributes: attributes.get(id) ?? {} }] : []; }),
    next: found.length > wanted ? ids.at(-1) ?? null : null,
  };
}

const textMax = 250;

/** A text as it is looked for. `invalid` for what is none. */
export function searchText(search: string): string {
  const text = search.normalize('NFC').trim().toLowerCase();
  if (text.length > textMax || text.includes('\u0000') || !text.isWellFormed()) throw invalid('query', `must be text of at most ${textMax} characters`, 'too-long', { max: textMax });
  return text;
}

/** Ids of the newest contacts that hold a text, of a company where one is named. `invalid` for what is no text to search for. */
export async function contactsHolding(
  tx: Tx, search: string, { companyId, before = null, max }: { readonly companyId?: number | undefined; readonly before?: number | null; readonly max: number },
): Promise<number[]> {
  const text = searchText(search);
  const rows = text === '' && companyId === undefined
    ? await tx.rows(sql<{ id: number }>`
        SELECT id FROM contacts WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND id < ${before ?? Number.MAX_SAFE_INTEGER}::bigint ORDER BY id DESC LIMIT ${max}`)
    : await tx.rows(sql<{ id: number }>`SELECT id FROM search_contacts(${tx.accountId}::bigint, ${text}::text, ${companyId ?? null}::bigint, ${before}::bigint, ${max}::integer) AS id`);
  return rows.map(({ id }) => id);
}
