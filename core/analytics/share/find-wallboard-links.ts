import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { linkColumns, type WallboardLink } from './wallboard-link.ts';

/** Links that are good, the newest first. */
export async function findWallboardLinks(tx: Tx, act: Act): Promise<WallboardLink[]> {
  requirePermission(act, 'work.supervise');
  return tx.rows(sql<WallboardLink>`SELECT ${linkColumns} FROM wallboard_links WHERE account_id = ${tx.accountId} AND revoked_at IS NULL AND expires_at > ${act.now}::timestamptz ORDER BY id DESC`);
}
