import type { Team as CoreTeam } from '#core/people/index.ts';
import type { Team } from '../schemas/people.ts';

export function renderTeam({ id, name, parentId, position, agentIds, createdAt }: CoreTeam): Team {
  return { id, name, parentId, position, agentIds: [...agentIds], createdAt };
}
