import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { voidPasswordLinks } from '../passwords/void-password-links.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { getMember } from './get-member.ts';
import { renewMemberPubsubToken } from './pubsub-token.ts';
import { requireAll } from './require-all.ts';
import { requireAnotherOwner } from './require-another-owner.ts';

/** Ends a membership: sessions in this account end, tokens of it are revoked for good. Never the last owner's. */
export async function endMember(tx: Tx, act: Act, userId: number): Promise<void> {
  requirePermission(act, 'people.write');
  await requireAnotherOwner(tx, userId);
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  requireAll(act, member.permissions);
  await tx.run(sql`UPDATE memberships SET ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND user_id = ${userId}`);
  await tx.run(sql`
    UPDATE tokens SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND revoked_at IS NULL`);
  await renewMemberPubsubToken(tx, userId); // who comes back gets a new one
  await endSessionsOf(tx, userId, act.now, tx.accountId);
  await voidPasswordLinks(tx, userId, act.now);
  await writeAudit(tx, act, { action: 'member.ended', targetKind: 'user', targetId: userId, detail: { role: member.role } });
}
