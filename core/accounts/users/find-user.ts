import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { isStorable } from '../check-name.ts';

/** A person who may sign in. Never carries a hash or a secret. */
export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly zone: string | null;
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

export const userColumns = sql`users.id, users.email, users.name, users.zone, users.password_hash IS NOT NULL AS "hasPassword",
  users.totp_confirmed_at IS NOT NULL AS "hasTotp", users.created_at AS "createdAt", users.disabled_at AS "disabledAt"`;

/**
 * By e-mail, whatever its case. Users are global and this looks beyond the account: for the server's own use (sign-in, setup, the
 * command line), never for answering whether an address is known.
 */
export async function findUserByEmail(tx: Tx, email: string): Promise<User | null> {
  if (!isStorable(email)) return null;
  return tx.maybe(sql<User>`SELECT ${userColumns} FROM users WHERE email_norm = ${normaliseAddress(email)}`);
}

export async function getUser(tx: Tx, id: number): Promise<User | null> {
  return tx.maybe(sql<User>`SELECT ${userColumns} FROM users WHERE id = ${id}`);
}
