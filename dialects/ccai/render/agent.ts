import type { Static } from '@sinclair/typebox';
import type { AgentRow } from '#core/desk/index.ts';
import type { StatusRow } from '#core/presence/index.ts';
import type { AgentQueue } from '#core/queues/index.ts';
import type { Agent } from '../schemas/agent.ts';
import type { TeamSummary } from '../schemas/team.ts';
import { channelTypeOf, renderMenuSummary } from './menu.ts';
import { renderTime } from './time.ts';
import { renderUserStatus } from './user-status.ts';

export interface AgentSurroundings {
  readonly statuses: ReadonlyMap<number, StatusRow>;
  readonly teams: ReadonlyMap<number, TeamSummary>;
  readonly queues: readonly AgentQueue[];
}

/** `crm_authenticated` is false: nobody signs in to a CRM here. */
export function renderAgent(row: AgentRow, { statuses, teams, queues }: AgentSurroundings): Static<typeof Agent> {
  return {
    id: row.id, email: row.email, roles: rolesOf(row),
    first_name: row.firstName, middle_name: row.middleName, last_name: row.lastName, avatar_url: row.avatarUrl, agent_number: row.agentNumber,
    crm_authenticated: false,
    status: renderUserStatus(statuses.get(row.statusId)!),
    online: row.isOnline, wrap_up: row.isWrappingUp, call_count: row.calls, chat_count: row.chats, location: row.location,
    created_at: renderTime(row.createdAt), last_login_time: row.lastLoginAt && renderTime(row.lastLoginAt), status_updated_at: row.statusSince && renderTime(row.statusSince),
    teams: row.teamIds.flatMap((id) => teams.get(id) ?? []),
    channels: channelsOf(queues.filter(({ agentId }) => agentId === row.id)),
  };
}

/** The document shows `agent`; its product's others are `manager` and `admin`. Who has no login is an agent; who may only read has no role here. */
function rolesOf({ permissions, isAdministrator }: AgentRow): string[] {
  if (permissions.length === 0) return ['agent'];
  return [
    ...(isAdministrator ? ['admin'] : permissions.includes('work.supervise') ? ['manager'] : []),
    ...(permissions.includes('work.handle') || permissions.includes('conversations.reply') ? ['agent'] : []),
  ];
}

/** The leaves that lead to the agent, one line for each kind: languages do not stand in it. */
function channelsOf(queues: readonly AgentQueue[]): Static<typeof Agent>['channels'] {
  const seen = new Map(queues.flatMap(({ kind, menu }) => (menu === null ? [] : [[`${kind} ${menu.id}`, { channel_type: channelTypeOf(kind), menu: renderMenuSummary(menu) }] as const])));
  return [...seen.values()].toSorted((a, b) => a.menu.id - b.menu.id);
}
