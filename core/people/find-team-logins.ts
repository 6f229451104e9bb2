import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The addresses by which active members of these teams sign in, each once; who has no login has none. */
export async function findTeamLogins(tx: Tx, act: Act, teamIds: readonly number[]): Promise<string[]> {
  requirePermission(act, 'people.read');
  const rows = await tx.rows(sql<{ email: string }>`
    SELECT DISTINCT u.email FROM team_members w JOIN teams t ON t.account_id = w.account_id AND t.id = w.team_id AND t.deleted_at IS NULL
    JOIN agents a ON a.account_id = w.account_id AND a.id = w.agent_id AND a.deactivated_at IS NULL
    JOIN memberships m ON m.account_id = a.account_id AND m.user_id = a.user_id AND m.ended_at IS NULL JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
    WHERE w.account_id = ${tx.accountId} AND w.team_id = ANY(${[...teamIds]}::bigint[]) ORDER BY 1`);
  return rows.map(({ email }) => email);
}
