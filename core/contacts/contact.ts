import { sql } from '#storage/index.ts';

export type PointKind = 'email' | 'phone' | 'external';

export interface ContactPoint {
  readonly id: number;
  readonly kind: PointKind;
  /** As it was written. */
  readonly value: string;
}

export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly companyId: number | null;
  readonly points: readonly ContactPoint[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const contactColumns = sql`contacts.id, contacts.name, contacts.company_id AS "companyId", contacts.created_at AS "createdAt",
  contacts.updated_at AS "updatedAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'value', p.value) ORDER BY p.id)
    FROM contact_points p WHERE p.account_id = contacts.account_id AND p.contact_id = contacts.id), '[]') AS points`;
