import { getContact, joinNotes, resolveContactId, type Contact } from '#core/contacts/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { getAttributeValues, type AttributeValue } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What `mergeContacts` would do. */
export interface ContactMergePreview {
  readonly from: Contact;
  readonly into: Contact;
  /** That go over. */
  readonly conversations: number;
  readonly companyId: number | null;
  readonly note: string;
  /** `kept`: what the merged contact then has; `lost`: what the first has and the second has otherwise. */
  readonly attributes: readonly { readonly key: string; readonly kept: AttributeValue; readonly lost: AttributeValue | null }[];
}

export async function previewContactMerge(tx: Tx, act: Act, { from: askedFrom, into: askedInto }: { from: number; into: number }): Promise<ContactMergePreview> {
  requirePermission(act, 'contacts.write');
  const [fromId, intoId] = [await resolveContactId(tx, askedFrom), await resolveContactId(tx, askedInto)];
  if (fromId === intoId) throw invalid('into', 'is the same contact', 'merge-same-contact');
  const all = seesAll(act);
  const [from, into] = [await getContact(tx, all, fromId), await getContact(tx, all, intoId)];
  const values = await getAttributeValues(tx, all, 'contact', [fromId, intoId]);
  const [ofFrom, ofInto] = [values.get(fromId) ?? {}, values.get(intoId) ?? {}];
  const { conversations } = await tx.one(sql<{ conversations: number }>`
    SELECT count(*) AS conversations FROM conversations WHERE account_id = ${tx.accountId} AND contact_id = ${fromId} AND merged_into IS NULL AND life <> 'deleted'`);
  return {
    from, into, conversations, companyId: into.companyId ?? from.companyId, note: joinNotes(into.note, from.note),
    attributes: [...new Set([...Object.keys(ofInto), ...Object.keys(ofFrom)])].toSorted().map((key) => ({
      key, kept: ofInto[key] ?? ofFrom[key]!, lost: ofInto[key] !== undefined && ofFrom[key] !== undefined && ofFrom[key] !== ofInto[key] ? ofFrom[key] : null,
    })),
  };
}
