import { writeAudit } from '#core/audit/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { invitationColumns, type Invitation } from './invitation.ts';

/** An invitation that can still be used and waits for its mail, with what stands in the mail; null where neither is so any more. */
export async function findInvitationToMail(tx: Tx, act: Act, id: number): Promise<(Invitation & { readonly accountName: string; readonly language: 'en' | 'de'; readonly inviterName: string | null }) | null> {
  requirePermission(act, 'people.write');
  return tx.maybe(sql<Invitation & { accountName: string; language: 'en' | 'de'; inviterName: string | null }>`
    SELECT ${invitationColumns}, a.name AS "accountName", a.language, u.name AS "inviterName"
    FROM invitations i JOIN roles r ON r.account_id = i.account_id AND r.id = i.role_id JOIN accounts a ON a.id = i.account_id AND a.deleted_at IS NULL LEFT JOIN users u ON u.id = i.invited_by
    WHERE i.account_id = ${tx.accountId} AND i.id = ${id} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${act.now}::timestamptz AND i.mail_state IN ('queued', 'failed')`);
}

/** What came of the mail: a null problem says that a server has taken it. */
export async function recordInvitationMail(tx: Tx, act: Act, id: number, { problem }: { problem: string | null }): Promise<void> {
  requirePermission(act, 'people.write');
  const told = await tx.run(sql`
    UPDATE invitations SET mail_state = ${problem === null ? 'sent' : 'failed'}, mail_problem = ${problem?.toWellFormed().replace(/\p{Cc}+/gu, ' ').slice(0, 500) ?? null}, mail_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} AND mail_state IN ('queued', 'failed')`);
  if (told > 0) await writeAudit(tx, act, { action: problem === null ? 'invitation.mailed' : 'invitation.not-mailed', targetKind: 'invitation', targetId: id });
}
