import { contactNames, type Contact } from '#core/contacts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { getAttributeValues, type AttributeValue } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** A contact with what a list shows of it. */
export interface ContactHit extends Contact { readonly companyName: string | null; readonly attributes: Readonly<Record<string, AttributeValue>> }

export interface ContactSearch {
  /** The beginning of a word of the name, of an address (or what follows its @), or of a phone number in its international form. */
  readonly search?: string | undefined;
  readonly companyId?: number | undefined;
  /** By id. */
  readonly after?: number | null;
  /** Default 25, at most 100. */
  readonly limit?: number | undefined;
}

/** A page of contacts by id. */
export async function lookupContacts(tx: Tx, act: Act, { search = '', companyId, after = null, limit = 25 }: ContactSearch): Promise<{ rows: ContactHit[]; next: number | null }> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  const wanted = Math.max(1, Math.min(limit, 100));
  const text = search.normalize('NFC').replaceAll('\u0000', '').toWellFormed().trim().toLowerCase();
  const found = text === '' && companyId === undefined
    ? await tx.rows(sql<{ id: number }>`SELECT id FROM contacts WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND id > ${after ?? 0} ORDER BY id LIMIT ${wanted + 1}`)
    : await tx.rows(sql<{ id: number }>`SELECT id FROM lookup_contacts(${tx.accountId}, ${text}, ${companyId ?? null}::bigint, ${after ?? 0}::bigint, ${wanted + 1}) id`);
  const ids = found.slice(0, wanted).map(({ id }) => id);
  const rows = await contactNames(tx, ids);
  const attributes = await getAttributeValues(tx, act, 'contact', ids);
  return {
    rows: rows.map((row) => ({ ...row, attributes: attributes.get(row.id) ?? {} })),
    next: found.length > wanted ? ids.at(-1) ?? null : null,
  };
}
