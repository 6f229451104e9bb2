import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { QueueKind } from '../queue.ts';

export interface AssignedAgent {
  readonly id: number; readonly name: string; readonly firstName: string | null; readonly lastName: string | null; readonly agentNumber: string | null; readonly avatarUrl: string | null;
}
interface AssignedTo { readonly menuId: number; readonly queueId: number; readonly lang: string; readonly kind: QueueKind; readonly level: number }
export interface AgentAssignment extends AssignedTo { readonly agent: AssignedAgent }
export interface TeamAssignment extends AssignedTo {
  readonly team: { readonly id: number; readonly name: string; readonly parentId: number | null; readonly position: number; readonly deletedAt: string | null; readonly members: readonly AssignedAgent[] };
}

/** As people set it, not whom skills leave out. Those who are out of work are not among them. */
const agentJson = sql`json_build_object('id', a.id, 'name', a.name, 'firstName', a.first_name, 'lastName', a.last_name, 'agentNumber', a.agent_number, 'avatarUrl', a.avatar_url)`;
/** The queues of these leaves that are there; of a deleted leaf those that went with it. */
const assigned = (tx: Tx, menuIds: readonly number[]) => sql`
  queue_assignments s
  JOIN queues q ON q.account_id = s.account_id AND q.id = s.queue_id
  JOIN menu_paths p ON p.account_id = q.account_id AND p.id = q.menu_path_id
  JOIN menus n ON n.account_id = p.account_id AND n.id = p.menu_id AND n.deleted_at IS NOT DISTINCT FROM q.deleted_at
  WHERE s.account_id = ${tx.accountId} AND p.menu_id = ANY(${[...menuIds]}::bigint[])`;
const to = sql`p.menu_id AS "menuId", q.id AS "queueId", q.lang, q.kind, s.level`;

/** Who works the queues of these leaves: by menu, language, kind and level. */
export async function findMenuAssignments(tx: Tx, act: Act, menuIds: readonly number[]): Promise<{ agents: AgentAssignment[]; teams: TeamAssignment[] }> {
  requirePermission(act, 'queues.read');
  if (menuIds.length === 0) return { agents: [], teams: [] };
  const order = sql`p.menu_id, q.lang, q.kind, s.level, s.id`;
  const agents = await tx.rows(sql<AgentAssignment>`
    SELECT ${to}, ${agentJson} AS agent FROM agents a, ${assigned(tx, menuIds)}
      AND a.account_id = s.account_id AND a.id = s.agent_id AND a.deactivated_at IS NULL ORDER BY ${order}`);
  const teams = await tx.rows(sql<TeamAssignment>`
    SELECT ${to}, json_build_object('id', t.id, 'name', t.name, 'parentId', t.parent_id, 'position', t.position, 'deletedAt', t.deleted_at, 'members',
      coalesce((SELECT json_agg(${agentJson} ORDER BY a.id) FROM team_members m JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL
        WHERE m.account_id = t.account_id AND m.team_id = t.id), '[]')) AS team
    FROM teams t, ${assigned(tx, menuIds)} AND t.account_id = s.account_id AND t.id = s.team_id AND t.deleted_at IS NULL ORDER BY ${order}`);
  return { agents, teams };
}
