import { writeAudit } from '#core/audit/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Withdraws an invitation: its link is worth nothing any more. `not-found` where it is not open. */
export async function revokeMailboxInvite(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'channels.write');
  const revoked = await tx.run(sql`
    UPDATE mailbox_invites SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} AND used_at IS NULL AND revoked_at IS NULL`);
  if (revoked === 0) throw notFound('invitation');
  await writeAudit(tx, act, { action: 'mailbox-invite.revoked', targetKind: 'mailbox-invite', targetId: id });
}
