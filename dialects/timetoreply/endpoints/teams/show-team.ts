import { Type } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderPlainEntity } from '../../render/entity.ts';
import { PlainEntity } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';

export const showTeam = (ports: EntityPorts): Operation => operation({
  id: 'teams.show',
  method: 'GET',
  path: '/api/entities/teams/{id}',
  tag: 'Teams',
  summary: 'Show a single team',
  params: Type.Object({ id: Id }),
  response: PlainEntity,
  async handle({ act, snapshot, params: { id } }) {
    const { rows: [team] } = await snapshot((tx) => ports.findTeamMailboxes(tx, act, { ids: [id], limit: 1, offset: 0 }));
    if (!team) throw notFound('team');
    return renderPlainEntity({ type: 'team', ...team });
  },
});
