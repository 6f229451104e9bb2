import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The link is worth nothing from now on. `not-found` for one that was revoked before or is another account's. */
export async function revokeWallboardLink(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'work.supervise');
  const revoked = await tx.run(sql`UPDATE wallboard_links SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} AND revoked_at IS NULL`);
  if (revoked === 0) throw notFound('link');
  await writeAudit(tx, act, { action: 'wallboard-link.revoked', targetKind: 'wallboard-link', targetId: id });
}
