import { invalid, isPermission, notFound, requirePermission, type Act, type Permission } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkName } from '../check-name.ts';
import { getMember } from '../members/get-member.ts';
import { requireAll } from '../members/require-all.ts';
import { newSecret, secretHash } from '../secret.ts';

export interface TokenInput {
  readonly userId: number;
  /** The API the token opens, by its slug; it opens no other. */
  readonly dialect: string;
  readonly name: string;
  /** What of the user's role it may use; 'all': whatever the role allows at each moment. */
  readonly scopes: readonly string[] | 'all';
  /** RFC 3339; null: never. */
  readonly expiresAt: string | null;
  /** Which variant of its API's answers it gets, in that API's words (a-z, digits, -); null: the usual one. */
  readonly variant?: string | null;
}

/** `secret` is shown this once: only its sha256 is kept. */
export interface NewToken { readonly id: number; readonly secret: string }

/**
 * Creates an API token of a member: `pb_<dialect>_<256 random bits>`. Own ones need `tokens.own`, another member's `tokens.all`; and what
 * the token may do must be within what the actor may do, so that neither an administrator nor a narrow token makes a wider one.
 */
export async function createToken(tx: Tx, act: Act, { userId, dialect, name, scopes, expiresAt, variant = null }: TokenInput): Promise<NewToken> {
  requirePermission(act, act.actor.kind === 'user' && act.actor.id === userId ? 'tokens.own' : 'tokens.all');
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(dialect)) throw invalid('dialect', `"${dialect}" is not the name of an API`, 'no-api');
  const checkedName = checkName('name', name);
  const checkedScopes = checkScopes(scopes);
  if (expiresAt !== null && !(Date.parse(expiresAt) > Date.parse(act.now))) throw invalid('expiresAt', 'must be an instant to come', 'not-to-come');
  if (variant !== null && !/^[a-z][a-z0-9-]{0,30}$/.test(variant)) throw invalid('variant', 'is not the name of a variant', 'no-api');
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  requireAll(act, tokenPermissions(member.permissions, checkedScopes));
  const secret = `pb_${dialect}_${newSecret()}`;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO tokens (token_hash, account_id, user_id, dialect, name, scopes, created_at, expires_at, variant)
    VALUES (${secretHash(secret)}, ${tx.accountId}, ${userId}, ${dialect}, ${checkedName}, ${checkedScopes}, ${act.now}, ${expiresAt}, ${variant}) RETURNING id`);
  await writeAudit(tx, act, {
    action: 'token.created', targetKind: 'token', targetId: id, detail: { userId, dialect, scopes: checkedScopes, expiresAt, variant },
  });
  return { id, secret };
}

const everything = '*';

function checkScopes(scopes: readonly string[] | 'all'): string[] {
  if (scopes === 'all') return [everything];
  const unknown = scopes.find((scope) => !isPermission(scope));
  if (unknown !== undefined) throw invalid('scopes', `there is no permission "${unknown}"`, 'no-permission');
  if (scopes.length === 0) throw invalid('scopes', 'must name a permission, or a token could do nothing', 'no-permission');
  return [...new Set(scopes)].sort();
}

/** The role's permissions that the scopes let through. */
export function tokenPermissions(role: Iterable<Permission>, scopes: readonly string[]): Set<Permission> {
  return new Set(scopes.includes(everything) ? role : [...role].filter((permission) => scopes.includes(permission)));
}
