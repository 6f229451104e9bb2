import type { Call, Tx } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { numberedPage } from '../../parse/numbered-page.ts';
import { noGoals, type EntityPorts } from '../../ports.ts';
import { plainTime } from '../../render/date-time.ts';
import { renderMember } from '../../render/member.ts';
import { renderOwnGoals } from '../../render/own-goals.ts';
import { defaultMembersPerPage, type MembersPart } from '../../schemas/entity.ts';

/** A team as store and update answer it. */
export async function loadTeam(ports: EntityPorts, tx: Tx, call: Call<MembersPart>, teamId: number) {
  const { act, principal: { accountId, zone } } = call;
  const team = await ports.getTeam(tx, act, teamId);
  const goals = (await ports.findOwnGoals(tx, 'team', [teamId])).get(teamId) ?? noGoals;
  return {
    id: team.id, company_id: accountId, name: team.name, ...renderOwnGoals(goals),
    created_at: plainTime(team.createdAt, zone), updated_at: plainTime(team.updatedAt, zone), product_type: 'success',
    members: { ...await pageOfMembers(ports, tx, call, team.agentIds), failed: [] }, model_type: 'Team', pending_invites: [] as [],
  };
}

/** A page of the mailboxes of these agents. */
export async function pageOfMembers(ports: EntityPorts, tx: Tx, call: Pick<Call<MembersPart>, 'act' | 'query' | 'url' | 'rawQuery'>, agentIds: readonly number[]) {
  const { sort_by: sortBy = 'name', direction = 'asc' } = call.query;
  const { page, perPage, limit, offset } = numberedPage(call.query, defaultMembersPerPage);
  const { total, rows } = await ports.findAgentMailboxes(tx, call.act, { ids: agentIds, sort: sortBy === 'email' ? 'address' : sortBy, direction, limit, offset });
  return paginate(call, { total, rows: rows.map(renderMember) }, { perPage, page });
}
