import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The agent that the acting person is in the account; null: none, or no person acts. */
export async function ownAgentId(tx: Tx, act: Act): Promise<number | null> {
  if (act.actor.kind !== 'user' || act.actor.id === null) return null;
  const row = await tx.maybe(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND user_id = ${act.actor.id} ORDER BY id LIMIT 1`);
  return row?.id ?? null;
}

/** Either of both: whose desk it is about is not known yet. */
export function requireWork(act: Act): void {
  const { permissions } = act.actor;
  if (permissions !== 'all' && !permissions.has('work.supervise')) requirePermission(act, 'work.handle');
}

/**
 * Work at one's own desk needs work.handle; at another's, work.supervise. Returns who did it where that is another agent than the one of the
 * desk; null: himself, or no agent. An agent who is not there: `not-found`.
 */
export async function requireDesk(tx: Tx, act: Act, agentId: number): Promise<{ readonly setBy: number | null }> {
  const own = await ownAgentId(tx, act);
  requirePermission(act, own === agentId ? 'work.handle' : 'work.supervise');
  const there = await tx.maybe(sql`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!there) throw notFound('agent');
  return { setBy: own === agentId ? null : own };
}

/** The acting person's own desk. `conflict` for a program or a person who is no agent. */
export async function requireOwnDesk(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'work.handle');
  const own = await ownAgentId(tx, act);
  if (own === null) throw new CoreError('conflict', 'You are no agent of this account: work is given to agents.', { key: 'no-agent' });
  return own;
}
