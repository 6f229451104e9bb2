import { CoreError, normaliseAddress, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkAddress, checkName } from '../check-name.ts';
import { userColumns, type User } from './find-user.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** From `hashPassword`; null: no sign-in by password. Hashed before the transaction: it waits in a queue. */
  readonly passwordHash?: string | null;
  readonly zone?: string | null;
}

/** Creates a user who belongs to no account yet. `conflict` where the address has a user already. */
export async function createUser(tx: Tx, act: Act, input: NewUser): Promise<User> {
  requirePermission(act, 'people.write');
  const user = await insertUser(tx, input, act.now);
  await writeAudit(tx, act, { action: 'user.created', targetKind: 'user', targetId: user.id });
  return user;
}

/** The row alone, for who makes users without being in an account: no account's audit log has a place for it. */
export async function insertUser(tx: Tx, { email, name, passwordHash = null, zone = null }: NewUser, now: string): Promise<User> {
  checkAddress('email', email);
  const user = await tx.maybe(sql<User>`
    INSERT INTO users (email, email_norm, name, zone, password_hash, password_changed_at, created_at)
    VALUES (${email.trim()}, ${normaliseAddress(email)}, ${checkName('name', name)}, ${zone}, ${passwordHash},
            ${passwordHash === null ? null : now}, ${now})
    ON CONFLICT (email_norm) DO NOTHING RETURNING ${userColumns}`);
  if (!user) throw userThere();
  return user;
}

export function userThere(): CoreError {
  return new CoreError('conflict', 'There is a user with this e-mail already.', { key: 'user-there', fields: [{ field: 'email', problem: 'has a user already', key: 'user-there' }] });
}
