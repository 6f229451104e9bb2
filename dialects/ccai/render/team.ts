import type { Static } from '@sinclair/typebox';
import type { TeamMember, TeamRow } from '#core/people/index.ts';
import type { Team, TeamNode, TeamSummary } from '../schemas/team.ts';
import { renderAssignee } from './menu.ts';

export function renderTeamSummary({ id, name, parentId, position, agentsCount, isDeleted }: TeamRow): TeamSummary {
  return { id, name, parent_id: parentId, position, agents_count: agentsCount, deleted: isDeleted };
}

export function renderTeam(row: TeamRow, members: readonly TeamMember[]): Static<typeof Team> {
  return { ...renderTeamSummary(row), assignees: members.map(renderAssignee) };
}

/** Teams below their parents, in the order of the rows; one whose parent is not among them stands at the top. */
export function renderTeamTree(rows: readonly TeamRow[]): TeamNode[] {
  const ids = new Set(rows.map(({ id }) => id));
  const byParent = Map.groupBy(rows, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null));
  const below = (parentId: number | null): TeamNode[] => (byParent.get(parentId) ?? []).map((row) => ({ ...renderTeamSummary(row), children: below(row.id) }));
  return below(null);
}
