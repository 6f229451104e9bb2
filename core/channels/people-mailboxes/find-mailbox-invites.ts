import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { inviteColumns, type MailboxInvite } from './mailbox-invite.ts';

/** Open ones, the newest first; those whose time is over, too: they can be sent again. */
export async function findMailboxInvites(tx: Tx, act: Act): Promise<MailboxInvite[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<MailboxInvite>`
    SELECT ${inviteColumns} FROM mailbox_invites i WHERE i.account_id = ${tx.accountId} AND i.used_at IS NULL AND i.revoked_at IS NULL ORDER BY i.id DESC`);
}

/** What the page behind a link shows, and what its mail says. */
export interface ShownInvite extends MailboxInvite { readonly accountId: number; readonly accountName: string; readonly language: 'en' | 'de'; readonly inviterName: string | null; /** Who opens it where the company has an access to the service: the company, so that nothing is asked for, or the person, who signs in there and consents. Null: there is none. */ readonly opener: 'company' | 'person' | null }

/** An invitation that can still be used; null: none. Before the account is known: the caller has checked the link's signature. */
export async function lookUpMailboxInvite(database: Database, id: number, now: string): Promise<ShownInvite | null> {
  const [found] = await database.rows(sql<{ accountId: number }>`SELECT account_id AS "accountId" FROM account_of_mailbox_invite(${id}::bigint)`);
  return found ? database.withAccount(found.accountId, (tx) => findUsable(tx, id, now), { readOnly: true }) : null;
}

/** The same in an account that is known. */
export async function findInviteToMail(tx: Tx, act: Act, id: number): Promise<ShownInvite | null> {
  requirePermission(act, 'channels.write');
  const invite = await findUsable(tx, id, act.now);
  return invite?.mailState === 'sent' ? null : invite;
}

async function findUsable(tx: Tx, id: number, now: string): Promise<ShownInvite | null> {
  return tx.maybe(sql<ShownInvite>`
    SELECT ${inviteColumns}, i.account_id AS "accountId", a.name AS "accountName", a.language, u.name AS "inviterName",
      (SELECT CASE WHEN d.settings->>'consent' = 'person' THEN 'person' ELSE 'company' END FROM mail_directories d WHERE d.account_id = i.account_id AND d.protocol = i.protocol) AS opener
    FROM mailbox_invites i JOIN accounts a ON a.id = i.account_id AND a.deleted_at IS NULL LEFT JOIN users u ON u.id = i.invited_by
    WHERE i.account_id = ${tx.accountId} AND i.id = ${id} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${now}::timestamptz`);
}

/** What came of its mail: a null problem says that a server has taken it. */
export async function recordInviteMail(tx: Tx, act: Act, id: number, { problem }: { readonly problem: string | null }): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    UPDATE mailbox_invites SET mail_state = ${problem === null ? 'sent' : 'failed'}, mail_problem = ${problem?.toWellFormed().replace(/\p{Cc}+/gu, ' ').slice(0, 500) ?? null}, mail_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} AND mail_state IN ('queued', 'failed')`);
}
