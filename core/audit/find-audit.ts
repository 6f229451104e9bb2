import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorUserId: number | null;
  readonly action: string;
  readonly targetKind: string | null;
  readonly targetId: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly address: string | null;
}

/** Where a page ended: its last row's instant and id. */
export interface AuditPosition { readonly at: string; readonly id: number }

const limitMax = 5_000;

export interface AuditFilter {
  readonly action?: string;
  /** Actions that begin so: `channel.` */
  readonly actionPrefix?: string;
  readonly actorUserId?: number;
}

/** The account's audit log, newest first, at most `limit` (5,000) rows after the position. */
export async function findAudit(
  tx: Tx, act: Act, { after = null, limit = 50, action, actionPrefix, actorUserId }: AuditFilter & { after?: AuditPosition | null; limit?: number } = {},
): Promise<AuditRow[]> {
  requirePermission(act, 'audit.read');
  const conditions: Sql[] = [sql`account_id = ${tx.accountId}`];
  if (after) conditions.push(sql`(at, id) < (${after.at}::timestamptz, ${after.id}::bigint)`);
  if (action !== undefined) conditions.push(sql`action = ${action}`);
  // A span of texts: comparisons are leakproof, LIKE is not.
  if (actionPrefix !== undefined && actionPrefix !== '') conditions.push(sql`action COLLATE "C" >= ${actionPrefix} AND action COLLATE "C" < ${`${actionPrefix}\u{10ffff}`}`);
  if (actorUserId !== undefined) conditions.push(sql`actor_user_id = ${actorUserId}`);
  return tx.rows(sql<AuditRow>`
    SELECT id, at, actor_kind AS "actorKind", actor_user_id AS "actorUserId", action, target_kind AS "targetKind", target_id AS "targetId",
           detail, address
    FROM audit_log WHERE ${allOf(conditions)} ORDER BY at DESC, id DESC LIMIT ${Math.min(limit, limitMax)}`);
}
