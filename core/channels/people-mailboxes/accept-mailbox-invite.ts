import type { SecretKey } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { connectPersonByImap, type ImapPlace } from './connect-person.ts';
import { setMailboxAccess, type MailboxAccessInput } from './mailbox-access.ts';
import { inviteGone, type MailboxInvite } from './mailbox-invite.ts';
import { makeMailbox, type PersonMailbox } from './make-mailbox.ts';

/** By which way the person connects it. His consent is the link's use. */
export type InviteConnection = { readonly imap: ImapPlace } | { readonly access: MailboxAccessInput };

/**
 * Connects the mailbox of an invitation, once: of two at the same moment the later one finds it `expired`. The caller has checked the link's signature and tried the
 * connection. The mailbox is made where it is not there; nobody can name another address than the invitation's.
 */
export async function acceptMailboxInvite(
  database: Database, key: SecretKey, input: { readonly accountId: number; readonly id: number; readonly connection: InviteConnection; readonly now: string },
): Promise<PersonMailbox> {
  const { accountId, id, connection, now } = input;
  const act = systemAct(accountId, now, 'mailbox-invite');
  return database.withAccount(accountId, async (tx) => {
    const { name, address } = await consume(tx, id, now);
    const mailbox = await makeMailbox(tx, act, { address, name });
    if ('imap' in connection) await connectPersonByImap(tx, act, key, mailbox.channelId, connection.imap);
    else await setMailboxAccess(tx, act, key, mailbox.channelId, connection.access);
    await writeAudit(tx, act, { action: 'mailbox-invite.accepted', targetKind: 'mailbox-invite', targetId: id, detail: { channelId: mailbox.channelId } });
    return { agentId: mailbox.agentId, channelId: mailbox.channelId };
  });
}

/** Takes the invitation by its row: a second use at the same moment waits for the first and finds it used. */
async function consume(tx: Tx, id: number, now: string): Promise<Pick<MailboxInvite, 'name' | 'address'>> {
  const taken = await tx.maybe(sql<Pick<MailboxInvite, 'name' | 'address'>>`
    UPDATE mailbox_invites SET used_at = ${now}
    WHERE account_id = ${tx.accountId} AND id = ${id} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}::timestamptz RETURNING name, address`);
  if (!taken) throw inviteGone();
  return taken;
}
