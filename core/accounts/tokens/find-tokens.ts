import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';

/** A token as it may be listed: without its secret, which nobody has. */
export interface TokenRow {
  readonly id: number;
  readonly userId: number;
  readonly dialect: string;
  readonly name: string;
  /** Permissions, or `*`: all of the role's. */
  readonly scopes: readonly string[];
  readonly variant: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** The account's tokens by id after `after`; who has only `tokens.own` sees his own. */
export async function findTokens(
  tx: Tx, act: Act, { userId, after = 0, limit = 100 }: { userId?: number; after?: number; limit?: number } = {},
): Promise<TokenRow[]> {
  const wanted = userId ?? (maySeeAll(act) ? undefined : act.actor.id ?? undefined);
  requirePermission(act, wanted !== undefined && act.actor.kind === 'user' && wanted === act.actor.id ? 'tokens.own' : 'tokens.all');
  const conditions: Sql[] = [sql`account_id = ${tx.accountId}`, sql`id > ${after}`];
  if (wanted !== undefined) conditions.push(sql`user_id = ${wanted}`);
  return tx.rows(sql<TokenRow>`
    SELECT ${columns} FROM tokens WHERE ${allOf(conditions)} ORDER BY id LIMIT ${Math.min(limit, 500)}`);
}

/** Whoever has only `tokens.own` finds only his own. */
export async function getToken(tx: Tx, act: Act, tokenId: number): Promise<TokenRow> {
  const token = await tx.maybe(sql<TokenRow>`SELECT ${columns} FROM tokens WHERE account_id = ${tx.accountId} AND id = ${tokenId}`);
  requirePermission(act, token !== null && act.actor.kind === 'user' && act.actor.id === token.userId ? 'tokens.own' : 'tokens.all');
  if (!token) throw notFound('token');
  return token;
}

const columns = sql`id, user_id AS "userId", dialect, name, scopes, variant, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
  revoked_at AS "revokedAt"`;

function maySeeAll(act: Act): boolean {
  return act.actor.permissions === 'all' || act.actor.permissions.has('tokens.all');
}
