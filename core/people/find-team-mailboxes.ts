import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A team with the addresses of its members at work. */
export interface TeamMailboxes {
  readonly id: number;
  readonly name: string;
  /** Normalised, in order. Of its own members, not of those of teams below it. */
  readonly addresses: readonly string[];
}

/** A page of teams by id; `search`: in the name or a member's address, without regard to case. */
export async function findTeamMailboxes(
  tx: Tx, act: Act, { ids, search = '', limit, offset }: { readonly ids?: readonly number[]; readonly search?: string; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: TeamMailboxes[] }> {
  requirePermission(act, 'people.read');
  const wanted = search.trim().toLowerCase();
  const addresses = sql`SELECT x.address FROM team_members m
    JOIN agents g ON g.account_id = m.account_id AND g.id = m.agent_id AND g.deactivated_at IS NULL
    JOIN agent_addresses x ON x.account_id = m.account_id AND x.agent_id = m.agent_id
    WHERE m.account_id = t.account_id AND m.team_id = t.id`;
  const where = sql`t.account_id = ${tx.accountId} AND t.deleted_at IS NULL
    AND ${ids === undefined ? sql`true` : sql`t.id = ANY(${[...ids]}::bigint[])`}
    AND ${wanted === '' ? sql`true` : sql`(strpos(lower(t.name), ${wanted}) > 0 OR EXISTS (${addresses} AND strpos(x.address, ${wanted}) > 0))`}`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM teams t WHERE ${where}`);
  return { total, rows: await tx.rows(sql<TeamMailboxes>`
    SELECT t.id, t.name, ARRAY(${addresses} ORDER BY x.address) AS addresses FROM teams t WHERE ${where} ORDER BY t.id LIMIT ${limit} OFFSET ${offset}`) };
}
