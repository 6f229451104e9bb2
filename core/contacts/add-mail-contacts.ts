import { checkAddress } from '#core/accounts/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { changeContact } from './change-contact.ts';
import { checkDomain } from './companies.ts';
import type { PointKind } from './contact.ts';
import { createContact } from './create-contact.ts';

export interface MailContactInput {
  /** A mail address, or a whole domain. */
  readonly value: string;
  /** Absent: as it is; a new contact is none. */
  readonly isLead?: boolean;
}

export interface MailContactMade { readonly id: number; readonly kind: 'email' | 'domain'; readonly value: string; readonly isLead: boolean }

const atOnceMax = 200;

/** What has an @ in it (behind its beginning) is an address, all else a domain. `invalid` for what is neither. */
export function mailPoint(field: string, value: string): { readonly kind: 'email' | 'domain'; readonly value: string } {
  return value.trim().indexOf('@') > 0 ? { kind: 'email', value: checkAddress(field, value) } : { kind: 'domain', value: checkDomain(value, field) };
}

/**
 * The contacts behind addresses and domains: those known, and a new one, named as its address, for each that is not. Each becomes a lead or none where that is said. In the order given, each once.
 * All or none; `invalid` names what is neither address nor domain.
 */
export async function addMailContacts(tx: Tx, act: Act, inputs: readonly MailContactInput[]): Promise<MailContactMade[]> {
  requirePermission(act, 'contacts.write');
  if (inputs.length > atOnceMax) throw invalid('contacts', `must be at most ${atOnceMax}`, 'too-many-items', { max: atOnceMax });
  const wanted = new Map(inputs.map(({ value, isLead }, at) => {
    const point = mailPoint(`contacts.${at}.value`, value);
    return [point.value, { ...point, isLead }];
  }));
  const known = await knownPoints(tx, [...wanted.values()]);
  const made: MailContactMade[] = [];
  for (const { kind, value, isLead } of wanted.values()) {
    const present = known.get(value);
    const id = present?.id ?? (await createContact(tx, act, { name: value, points: [{ kind, value }] })).id;
    const was = present?.isLead ?? false;
    if (isLead !== undefined && was !== isLead) await changeContact(tx, act, id, { isLead });
    made.push({ id, kind, value, isLead: isLead ?? was });
  }
  return made;
}

async function knownPoints(tx: Tx, points: readonly { readonly kind: PointKind; readonly value: string }[]): Promise<Map<string, { id: number; isLead: boolean }>> {
  const values = points.map(({ value }) => value);
  const rows = await tx.rows(sql<{ value: string; id: number; isLead: boolean }>`
    SELECT p.value_norm AS value, c.id, c.is_lead AS "isLead" FROM contact_points p JOIN contacts c ON c.account_id = p.account_id AND c.id = p.contact_id
    WHERE p.account_id = ${tx.accountId} AND p.kind IN ('email', 'domain') AND p.value_norm = ANY(${values}::text[])`);
  return new Map(rows.map(({ value, id, isLead }) => [value, { id, isLead }]));
}
