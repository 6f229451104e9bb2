import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Ends a token for good, at once. Again: nothing happens. Whoever has only `tokens.own` finds only his own. */
export async function revokeToken(tx: Tx, act: Act, tokenId: number): Promise<void> {
  const token = await tx.maybe(sql<{ userId: number; revokedAt: string | null }>`
    SELECT user_id AS "userId", revoked_at AS "revokedAt" FROM tokens WHERE account_id = ${tx.accountId} AND id = ${tokenId} FOR UPDATE`);
  const isOwn = token !== null && act.actor.kind === 'user' && act.actor.id === token.userId;
  requirePermission(act, isOwn ? 'tokens.own' : 'tokens.all');
  if (!token) throw notFound('token');
  if (token.revokedAt !== null) return;
  await tx.run(sql`UPDATE tokens SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${tokenId}`);
  await writeAudit(tx, act, { action: 'token.revoked', targetKind: 'token', targetId: tokenId });
}
