import { checkName, newSecret, secretHash } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { linkColumns, linkDaysMax, linksMax, type WallboardLink } from './wallboard-link.ts';

export interface NewWallboardLink extends WallboardLink { /** Shown this once: only its sha256 is kept. */ readonly secret: string }

/** A link that shows the wallboard without a sign-in until `expiresAt`, a year from now at most. `too-large` beyond 50 that are good. */
export async function createWallboardLink(tx: Tx, act: Act, input: { name: string; showsAgents: boolean; expiresAt: string }): Promise<NewWallboardLink> {
  requirePermission(act, 'work.supervise');
  const name = checkName('name', input.name, 100);
  const days = (Date.parse(input.expiresAt) - Date.parse(act.now)) / 86_400_000;
  if (!(days > 0)) throw invalid('expiresAt', 'must be an instant to come', 'not-to-come');
  if (days > linkDaysMax) throw invalid('expiresAt', 'must lie within a year', 'within-a-year');
  // One at a time in an account, so that the count holds.
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  const { good } = await tx.one(sql<{ good: number }>`SELECT count(*) AS good FROM wallboard_links WHERE account_id = ${tx.accountId} AND revoked_at IS NULL AND expires_at > ${act.now}::timestamptz`);
  if (good >= linksMax) throw new CoreError('too-large', `${linksMax} links are good. Revoke some.`, { key: 'too-many-items', values: { max: linksMax } });
  const secret = `${tx.accountId}.${newSecret()}`;
  const link = await tx.one(sql<WallboardLink>`
    INSERT INTO wallboard_links (account_id, token_hash, name, shows_agents, created_by, created_at, expires_at)
    VALUES (${tx.accountId}, ${secretHash(secret)}, ${name}, ${input.showsAgents}, ${act.actor.kind === 'user' ? act.actor.id : null}, ${act.now}, ${input.expiresAt}) RETURNING ${linkColumns}`);
  await writeAudit(tx, act, { action: 'wallboard-link.created', targetKind: 'wallboard-link', targetId: link.id, detail: { showsAgents: link.showsAgents, expiresAt: link.expiresAt } });
  return { ...link, secret };
}
