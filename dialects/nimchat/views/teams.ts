import type { Team } from '#core/people/index.ts';
import type { Tx } from '#http/index.ts';
import { loadKept } from '../kept.ts';
import { ownAgentId } from '../parse/own-agent.ts';

/** Teams as `userId` sees them. */
export async function teamViews(tx: Tx, teams: readonly Team[], userId: number) {
  const [kept, own] = [await loadKept(tx, 'team', teams.map(({ id }) => id)), await ownAgentId(tx, userId)];
  return teams.map((team) => ({
    id: team.id, name: team.name, description: kept.get(team.id)?.description ?? null, allow_auto_assign: kept.get(team.id)?.allowAutoAssign ?? true, account_id: tx.accountId,
    is_member: own !== null && team.agentIds.includes(own),
  }));
}
