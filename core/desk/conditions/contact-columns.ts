import { sql, type Sql } from '#storage/index.ts';
import type { Column } from './compile-tree.ts';
import type { ContactField } from './condition.ts';

const anyPoint = (kind: 'email' | 'phone' | 'external') => (test: Sql): Sql => sql`EXISTS (
  SELECT FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.kind = ${kind} AND ${test})`;

/** Fields of contacts, of a table named c. */
export const contactColumnsOf: Readonly<Record<ContactField, Column>> = {
  id: { kind: 'id', expression: sql`c.id` },
  name: { kind: 'text', expression: sql`c.name` },
  email: { kind: 'text', expression: sql`p.value`, wrap: anyPoint('email') },
  phone: { kind: 'text', expression: sql`p.value`, wrap: anyPoint('phone') },
  external: { kind: 'text', expression: sql`p.value`, wrap: anyPoint('external') },
  company: { kind: 'text', expression: sql`(SELECT o.name FROM companies o WHERE o.account_id = c.account_id AND o.id = c.company_id)` },
  'created-at': { kind: 'instant', expression: sql`c.created_at` },
  'last-activity-at': { kind: 'instant', expression: sql`(SELECT a.last_at FROM contact_activity a WHERE a.account_id = c.account_id AND a.contact_id = c.id)` },
};
