import { operation, type Operation } from '#http/index.ts';
import { parseOwnGoals } from '../../parse/own-goals.ts';
import type { EntityPorts } from '../../ports.ts';
import { MembersPageQuery } from '../../schemas/entity.ts';
import { Team, TeamInput } from '../../schemas/team.ts';
import { loadTeam } from './load-team.ts';

export const storeTeam = (ports: EntityPorts): Operation => operation({
  id: 'teams.store',
  method: 'POST',
  path: '/api/entities/teams',
  tag: 'Teams',
  summary: 'Store a new team; goals in minutes',
  query: MembersPageQuery,
  body: TeamInput,
  response: Team,
  async handle(call) {
    const { act, body } = call;
    const goals = parseOwnGoals(body);
    return call.change(async (tx) => {
      const { id } = await ports.createTeam(tx, act, { name: body.name });
      if (goals) await ports.changeOwnGoals(tx, act, { kind: 'team', id }, goals);
      return loadTeam(ports, tx, call, id);
    });
  },
});
