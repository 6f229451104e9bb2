import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { Status } from '../../schemas/contact-group.ts';
import { Id } from '../../schemas/id.ts';

export const deleteTeam = (ports: EntityPorts): Operation => operation({
  id: 'teams.delete',
  method: 'DELETE',
  path: '/api/entities/teams/{id}',
  tag: 'Teams',
  summary: 'Delete a team; its members stay',
  params: Type.Object({ id: Id }),
  response: Status,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.deleteTeam(tx, act, id));
    return { status: 'Team deleted.' };
  },
});
