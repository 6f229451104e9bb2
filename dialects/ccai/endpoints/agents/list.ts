import { Type } from '@sinclair/typebox';
import { findAgentPage, type AgentPageColumn } from '#core/desk/index.ts';
import { findTeamPage } from '#core/people/index.ts';
import { findStatuses } from '#core/presence/index.ts';
import { findAgentQueues } from '#core/queues/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { Flags, Ids, InstantRange, NumberRange, Texts } from '../../parse/parameters.ts';
import { renderAgent } from '../../render/agent.ts';
import { renderTeamSummary } from '../../render/team.ts';
import { Agent } from '../../schemas/agent.ts';

const columns = {
  id: 'id', email: 'email', first_name: 'firstName', middle_name: 'middleName', last_name: 'lastName', avatar_url: 'avatarUrl', agent_number: 'agentNumber',
  crm_authenticated: 'id', // the same for all, so they stand by id
  online: 'isOnline', wrap_up: 'isWrappingUp', call_count: 'calls', chat_count: 'chats', location: 'location', created_at: 'createdAt', last_login_time: 'lastLoginAt', status_updated_at: 'statusSince',
} as const satisfies Record<string, AgentPageColumn>;
const names = Object.keys(columns) as (keyof typeof columns)[];

export const listAgents = ccaiList({
  id: 'agents.list', path: '/agents', tag: 'Agents', summary: 'Agents with card, status, work in hand, teams and channels',
  filters: Type.Object({
    id: Ids(), agent_number: Texts(), status_id: Ids(), online: Flags(), wrap_up: Flags(), location: Texts(), last_login_time: InstantRange(), status_updated_at: InstantRange(),
    call_count: NumberRange(), chat_count: NumberRange(), // among the document's variables, not in its table
  }),
  columns: names,
  standard: { column: 'id', direction: 'asc' },
  item: Agent,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const { id, agent_number: numbers, status_id: statusIds, online, wrap_up: wrappingUp, location, last_login_time: login, status_updated_at: status, call_count: calls, chat_count: chats } = query;
    const page = await findAgentPage(tx, act, {
      ...(id && { ids: id }), ...(numbers && { agentNumbers: numbers }), ...(statusIds && { statusIds }), ...(online && { online }), ...(wrappingUp && { wrappingUp }), ...(location && { locations: location }),
      ...(login?.from && { lastLoginFrom: login.from }), ...(login?.to && { lastLoginTo: login.to }), ...(status?.from && { statusFrom: status.from }), ...(status?.to && { statusTo: status.to }),
      calls, chats,
    }, { sort: columns[sort.column], direction: sort.direction, limit, offset });
    const teamIds = [...new Set(page.rows.flatMap((row) => row.teamIds))];
    const teams = await findTeamPage(tx, act, { ids: teamIds }, { sort: 'id', direction: 'asc', limit: teamIds.length, offset: 0 });
    const surroundings = {
      statuses: new Map((await findStatuses(tx, act, { withDeleted: true })).map((one) => [one.id, one])),
      teams: new Map(teams.rows.map((team) => [team.id, renderTeamSummary(team)])),
      queues: await findAgentQueues(tx, act, page.rows.map((row) => row.id)),
    };
    return { total: page.total, rows: page.rows.map((row) => renderAgent(row, surroundings)) };
  },
});
