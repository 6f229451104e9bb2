import { checkAddress, checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { House } from '../house.ts';
import { expiryOf, inviteColumns, type MailboxInvite } from './mailbox-invite.ts';
import type { MailboxProtocol } from './mailbox-protocol.ts';
import { getPersonMailbox } from './find-person-mailbox.ts';

/** Open ones at a time, so that nobody makes a mailing list of it. */
const openMax = 500;
const messageCharsMax = 2_000;

export interface InviteInput {
  readonly name: string;
  readonly address: string;
  readonly protocol: MailboxProtocol;
  readonly message?: string | null;
}

/** How its mail is asked for, and where people reach the server. */
export interface InviteWay { readonly house: Pick<House, 'enqueue'>; readonly base: string }

/**
 * Invites a person to connect his mailbox; an earlier invitation of the address is worth nothing any more. The mail goes out as later work. `conflict` where
 * the address is a mailbox of this account that is connected already.
 */
export async function inviteMailbox(tx: Tx, act: Act, { name, address, protocol, message = null }: InviteInput, way: InviteWay): Promise<MailboxInvite> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  const own = checkAddress('email', address);
  const connected = await tx.maybe(sql<object>`
    SELECT FROM channel_addresses a JOIN channels c ON c.account_id = a.account_id AND c.id = a.channel_id AND c.disabled_at IS NULL
    WHERE a.account_id = ${tx.accountId} AND a.address = ${own} AND (
      EXISTS (SELECT FROM channel_connections k WHERE k.account_id = c.account_id AND k.channel_id = c.id AND k.kind = 'imap')
      OR EXISTS (SELECT FROM mailbox_accesses m WHERE m.account_id = c.account_id AND m.channel_id = c.id)) LIMIT 1`);
  if (connected) throw new CoreError('conflict', 'This mailbox is connected already.', { key: 'mailbox-connected', fields: [{ field: 'email', problem: 'is a mailbox that is connected already', key: 'mailbox-connected' }] });
  return insertInvite(tx, act, { channelId: null, name: checkName('name', name), address: own, protocol, message: checkMessage(message) }, way);
}

/** Asks the person to connect his mailbox anew: his password has changed, or he took his permission back. */
export async function askReconnect(tx: Tx, act: Act, agentId: number, way: InviteWay): Promise<MailboxInvite> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  const { channelId, name, address } = await getPersonMailbox(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, agentId);
  const access = await tx.maybe(sql<{ protocol: MailboxProtocol }>`SELECT protocol FROM mailbox_accesses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  return insertInvite(tx, act, { channelId, name, address, protocol: access?.protocol ?? 'imap', message: null }, way);
}

async function insertInvite(tx: Tx, act: Act, { channelId, name, address, protocol, message }: Pick<MailboxInvite, 'channelId' | 'name' | 'address' | 'protocol' | 'message'>, { house, base }: InviteWay): Promise<MailboxInvite> {
  // One at a time in an account: the count holds, and of two for one address the later one stays.
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  await tx.run(sql`
    UPDATE mailbox_invites SET revoked_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL AND (address = ${address} OR expires_at <= ${act.now}::timestamptz)`);
  const { open } = await tx.one(sql<{ open: number }>`
    SELECT count(*)::integer AS open FROM mailbox_invites WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL`);
  if (open >= openMax) throw new CoreError('too-large', `${openMax} invitations are open. Revoke some, or wait until they expire.`, { key: 'too-many-invitations', values: { max: openMax } });
  const invitedBy = act.actor.kind === 'user' ? act.actor.id : null;
  const made = await tx.one(sql<MailboxInvite>`
    INSERT INTO mailbox_invites AS i (account_id, channel_id, protocol, name, address, message, invited_by, created_at, expires_at, mail_asked_at)
    VALUES (${tx.accountId}, ${channelId}, ${protocol}, ${name}, ${address}, ${message}, ${invitedBy}, ${act.now}, ${expiryOf(act.now)}, ${act.now}) RETURNING ${inviteColumns}`);
  await house.enqueue(tx, act, { kind: 'mail-mailbox-invite', inviteId: made.id, base });
  await writeAudit(tx, act, { action: 'mailbox-invite.created', targetKind: 'mailbox-invite', targetId: made.id, detail: { protocol, ...(channelId === null ? {} : { channelId }) } });
  return made;
}

/** Words for a mail; at most 2000 characters. */
export function checkMessage(message: string | null): string | null {
  if (message === null || message.trim() === '') return null;
  if (message.length > messageCharsMax || message.includes('\0')) throw invalid('message', `must be at most ${messageCharsMax} characters`, 'too-long', { max: messageCharsMax });
  return message.toWellFormed();
}
