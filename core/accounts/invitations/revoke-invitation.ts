import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The link is worth nothing from now on. `not-found` for one that was used, revoked or is another account's. */
export async function revokeInvitation(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'people.write');
  const revoked = await tx.run(sql`
    UPDATE invitations SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} AND used_at IS NULL AND revoked_at IS NULL`);
  if (revoked === 0) throw notFound('invitation');
  await writeAudit(tx, act, { action: 'invitation.revoked', targetKind: 'invitation', targetId: id });
}
