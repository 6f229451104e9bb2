import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { PointKind } from './contact.ts';
import { keepFirstPoints } from './keep-first-points.ts';
import { pointNorm } from './point-norm.ts';

/**
 * Gives a contact its points; those it has stay. `conflict` where one is another contact's. Returns how many were new. Ids follow the order
 * given (the first is shown first), rows are taken in order of value, so that two at once cannot lock each other.
 */
export async function insertPoints(tx: Tx, contactId: number, points: readonly { kind: PointKind; value: string }[]): Promise<number> {
  if (points.length === 0) return 0;
  const rows = points.map(({ kind, value }) => ({ kind, value: value.trim(), value_norm: pointNorm(kind, value) }));
  const added = await tx.run(sql`
    WITH given AS MATERIALIZED (
      SELECT r.*, nextval(pg_get_serial_sequence('contact_points', 'id')) AS id
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(kind text, value text, value_norm text)
    )
    INSERT INTO contact_points (account_id, contact_id, id, kind, value, value_norm)
    SELECT ${tx.accountId}::bigint, ${contactId}::bigint, id, kind, value, value_norm FROM given ORDER BY kind, value_norm
    ON CONFLICT (account_id, kind, value_norm) DO NOTHING`);
  const strangers = await tx.rows(sql<{ kind: PointKind }>`
    SELECT p.kind FROM contact_points p
    JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(kind text, value_norm text) ON r.kind = p.kind AND r.value_norm = p.value_norm
    WHERE p.account_id = ${tx.accountId} AND p.contact_id <> ${contactId}`);
  if (strangers.length > 0) {
    throw new CoreError('conflict', 'Another contact is reached there.', { key: 'point-taken',
      fields: strangers.map(({ kind }) => ({ field: kind, problem: 'is another contact\'s', key: 'point-taken' })),
    });
  }
  if (added > 0) await keepFirstPoints(tx, [contactId]);
  return added;
}
