import { writeAudit } from '#core/audit/index.ts';
import { normaliseAddress, systemAct } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { addMember } from '../members/add-member.ts';
import { getMember } from '../members/get-member.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { verifyPassword } from '../passwords/verify-password.ts';
import { permissionsOf, type RoleRow } from '../principal.ts';
import { createUser } from '../users/create-user.ts';
import { findOpen } from './find-invitations.ts';
import { invitationGone } from './invitation.ts';

export interface InvitationAcceptance {
  /** As it came from outside. */
  readonly secret: unknown;
  /** Of a new user; who has one keeps the name. */
  readonly name: string;
  /** A new one; who has a user gives that user's. */
  readonly password: string;
  readonly address: string | null;
  readonly now: string;
}

/**
 * Makes the invited person a member: with a new user, or with the user that has the address, whose password is then asked for (throttled as
 * a sign-in): a link alone takes over nobody. The secret is judged before anything else, so that nobody makes us hash with a wrong one. Of
 * two at once one wins, the other finds it `expired`; wrong input leaves the invitation as it was. Starts no session: one signs in.
 */
export async function acceptInvitation(database: Database, input: InvitationAcceptance): Promise<{ readonly accountId: number; readonly userId: number; readonly email: string }> {
  const { name, password, address, now } = input;
  const { id, accountId, email } = await findOpen(database, input);
  const [present] = await database.rows(sql<{ id: number }>`SELECT id FROM users WHERE email_norm = ${normaliseAddress(email)}`);
  const known = present ? await verifyPassword(database, { email, password, address, now }) : null;
  const passwordHash = known ? null : await hashPassword(password, email);
  return database.withAccount(accountId, async (tx) => {
    const role = await consume(tx, id, now);
    const act = systemAct(accountId, now, 'invitation');
    const userId = known?.userId ?? (await createUser(tx, act, { email, name, passwordHash })).id;
    await addMember(tx, act, { userId, role: role.name });
    await writeAudit(tx, { ...act, address: address ?? undefined }, { action: 'invitation.accepted', targetKind: 'invitation', targetId: id, detail: { userId } });
    return { accountId, userId, email };
  });
}

/** Takes the invitation by its row: a second use at the same moment waits for the first and finds it used. Gives its role. */
async function consume(tx: Tx, id: number, now: string): Promise<RoleRow> {
  const taken = await tx.maybe(sql<{ roleId: number; invitedBy: number | null }>`
    UPDATE invitations SET used_at = ${now}
    WHERE account_id = ${tx.accountId} AND id = ${id} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}::timestamptz
    RETURNING role_id AS "roleId", invited_by AS "invitedBy"`);
  const role = taken && await tx.maybe(sql<RoleRow>`
    SELECT id, name, permissions, is_built_in AS "isBuiltIn" FROM roles WHERE account_id = ${tx.accountId} AND id = ${taken.roleId}`);
  if (!role || !await mayStillGive(tx, taken.invitedBy, role)) throw invitationGone();
  return role;
}

/** Who invited must still be a member who may: a link does not outlive the rights it was made with. */
async function mayStillGive(tx: Tx, invitedBy: number | null, role: RoleRow): Promise<boolean> {
  if (invitedBy === null) return true;
  const inviter = await getMember(tx, invitedBy);
  const user = await tx.maybe(sql<{ isDisabled: boolean }>`SELECT disabled_at IS NOT NULL AS "isDisabled" FROM users WHERE id = ${invitedBy}`);
  if (!inviter || !user || user.isDisabled) return false;
  return ['people.write' as const, ...permissionsOf(role)].every((permission) => inviter.permissions.has(permission));
}
