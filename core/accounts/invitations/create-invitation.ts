import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkAddress } from '../check-name.ts';
import { findRoleByName } from '../find-role.ts';
import { requireAll } from '../members/require-all.ts';
import { permissionsOf } from '../principal.ts';
import { newSecret, secretHash } from '../secret.ts';
import { invitationHours, type Invitation } from './invitation.ts';

/** Usable ones at a time, so that nobody makes a mailing list of it. */
const openMax = 500;

export interface NewInvitation extends Invitation { /** Shown this once: only its sha256 is kept. */ readonly secret: string }

/**
 * A one-time link into the account, good for 24 hours; one made before for the same address is worth nothing any more. Whether the address
 * has a user is not told. `isMailed`: the caller leaves the mail as later work in this transaction. `conflict` where it is a member's. Nobody invites into a role that can do more than the inviter.
 */
export async function createInvitation(tx: Tx, act: Act, input: { email: string; role: string; isMailed?: boolean }): Promise<NewInvitation> {
  requirePermission(act, 'people.write');
  const norm = checkAddress('email', input.email);
  const email = input.email.trim();
  const role = await findRoleByName(tx, input.role);
  if (!role) throw invalid('role', `there is no role "${input.role}"`, 'no-role');
  requireAll(act, permissionsOf(role));
  // One at a time in an account: the count holds, and of two for one address the later one stays.
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  const member = await tx.maybe(sql<object>`
    SELECT u.id FROM users u JOIN memberships m ON m.user_id = u.id AND m.account_id = ${tx.accountId} AND m.ended_at IS NULL WHERE u.email_norm = ${norm}`);
  if (member) throw new CoreError('conflict', 'This person is a member already.', { key: 'member-already' });
  await tx.run(sql`
    UPDATE invitations SET revoked_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL AND (email_norm = ${norm} OR expires_at <= ${act.now}::timestamptz)`);
  const { open } = await tx.one(sql<{ open: number }>`
    SELECT count(*) AS open FROM invitations WHERE account_id = ${tx.accountId} AND used_at IS NULL AND revoked_at IS NULL`);
  if (open >= openMax) throw new CoreError('too-large', `${openMax} invitations are open. Revoke some, or wait until they expire.`, { key: 'too-many-invitations', values: { max: openMax } });
  const secret = newSecret();
  const expiresAt = new Date(Date.parse(act.now) + invitationHours * 3_600_000).toISOString();
  const mail = { state: input.isMailed ? 'queued' : 'none', problem: null, at: null } as const;
  const invitedBy = act.actor.kind === 'user' ? act.actor.id : null;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO invitations (token_hash, account_id, email, email_norm, role_id, invited_by, created_at, expires_at, mail_state)
    VALUES (${secretHash(secret)}, ${tx.accountId}, ${email}, ${norm}, ${role.id}, ${invitedBy}, ${act.now}, ${expiresAt}, ${mail.state}) RETURNING id`);
  await writeAudit(tx, act, { action: 'invitation.created', targetKind: 'invitation', targetId: id, detail: { role: role.name } });
  return { id, email, role: role.name, invitedBy, createdAt: act.now, expiresAt, mail, secret };
}
