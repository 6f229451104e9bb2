import { sql } from '#storage/index.ts';

/** domain: everybody who writes from there. */
export type PointKind = 'email' | 'phone' | 'external' | 'domain';

export interface ContactPoint {
  readonly id: number;
  readonly kind: PointKind;
  /** As it was written. */
  readonly value: string;
  /** The first of its kind: chosen, else the oldest. */
  readonly isMain: boolean;
}

export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly companyId: number | null;
  /** For agents only; '' where there is none. */
  readonly note: string;
  readonly points: readonly ContactPoint[];
  /** May become a customer. */
  readonly isLead: boolean;
  /** Where the lead came from. */
  readonly leadSourceId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const contactColumns = sql`contacts.id, contacts.name, contacts.company_id AS "companyId", contacts.note, contacts.is_lead AS "isLead", contacts.lead_source_id AS "leadSourceId", contacts.created_at AS "createdAt",
  contacts.updated_at AS "updatedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'value', p.value, 'isMain', p.is_first) ORDER BY p.is_first DESC, p.id)
    FROM (SELECT q.*, row_number() OVER (PARTITION BY q.kind ORDER BY q.is_main DESC, q.id) = 1 AS is_first FROM contact_points q WHERE q.account_id = contacts.account_id AND q.contact_id = contacts.id) p
    WHERE p.account_id = contacts.account_id AND p.contact_id = contacts.id), '[]') AS points`;
