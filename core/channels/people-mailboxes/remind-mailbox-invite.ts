import { writeAudit } from '#core/audit/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { expiryOf, inviteColumns, type MailboxInvite } from './mailbox-invite.ts';
import type { InviteWay } from './invite-mailbox.ts';

/** Between two mails of one invitation. */
const pauseSeconds = 600;

/** Sends an invitation's mail again, with a link that is good for 48 hours from now. `too-many` within ten minutes of the mail before. */
export async function remindMailboxInvite(tx: Tx, act: Act, id: number, { house, base }: InviteWay): Promise<MailboxInvite> {
  requirePermission(act, 'channels.write');
  const open = await tx.maybe(sql<{ askedAt: string }>`
    SELECT mail_asked_at AS "askedAt" FROM mailbox_invites WHERE account_id = ${tx.accountId} AND id = ${id} AND used_at IS NULL AND revoked_at IS NULL FOR UPDATE`);
  if (!open) throw notFound('invitation');
  const left = Math.ceil((Date.parse(open.askedAt) - Date.parse(act.now)) / 1_000) + pauseSeconds;
  if (left > 0) throw new CoreError('too-many', 'This invitation was mailed less than ten minutes ago.', { key: 'mailbox-invite-too-soon', retryAfterSeconds: left });
  const invite = await tx.one(sql<MailboxInvite>`
    UPDATE mailbox_invites AS i SET expires_at = ${expiryOf(act.now)}, mail_asked_at = ${act.now}, mail_state = 'queued', mail_problem = NULL
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${inviteColumns}`);
  await house.enqueue(tx, act, { kind: 'mail-mailbox-invite', inviteId: id, base });
  await writeAudit(tx, act, { action: 'mailbox-invite.reminded', targetKind: 'mailbox-invite', targetId: id });
  return invite;
}
