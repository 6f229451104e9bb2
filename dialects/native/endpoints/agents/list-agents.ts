import { findAgents } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { renderAgents } from '../../render/agent.ts';
import { Agents, AgentsQuery } from '../../schemas/people.ts';

export const listAgents = operation({
  id: 'agents.list',
  method: 'GET',
  path: '/native/v1/agents',
  tag: 'People',
  summary: 'People who answer, with or without a login',
  query: AgentsQuery,
  response: Agents,
  async handle({ act, snapshot, query: { cursor, limit = 25, withDeactivated = false } }) {
    return snapshot(async (tx) => {
      const rows = await findAgents(tx, act, { after: fromIdCursor(cursor) ?? 0, limit: limit + 1, withDeactivated });
      const page = rows.slice(0, limit);
      return { items: await renderAgents(tx, act, page), next: rows.length > limit ? toCursor([page.at(-1)!.id]) : null };
    });
  },
});
