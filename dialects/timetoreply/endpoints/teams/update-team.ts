import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { parseOwnGoals } from '../../parse/own-goals.ts';
import type { EntityPorts } from '../../ports.ts';
import { MembersPageQuery } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';
import { Team, TeamInput } from '../../schemas/team.ts';
import { loadTeam } from './load-team.ts';

export const updateTeam = (ports: EntityPorts, method: 'PUT' | 'PATCH'): Operation => operation({
  id: `teams.update.${method.toLowerCase()}`,
  method,
  path: '/api/entities/teams/{id}',
  tag: 'Teams',
  summary: 'Update a team: its name, and its goals in minutes; goals that are not given stay',
  params: Type.Object({ id: Id }),
  query: MembersPageQuery,
  body: TeamInput,
  response: Team,
  async handle(call) {
    const { act, body, params: { id } } = call;
    const goals = parseOwnGoals(body);
    return call.change(async (tx) => {
      await ports.changeTeam(tx, act, id, { name: body.name });
      if (goals) await ports.changeOwnGoals(tx, act, { kind: 'team', id }, goals);
      return loadTeam(ports, tx, call, id);
    });
  },
});
