import type { AssigneeCounts } from '#core/desk/index.ts';

export function renderMeta({ mine, unassigned, assigned, all }: AssigneeCounts) {
  return { mine_count: mine, unassigned_count: unassigned, assigned_count: assigned, all_count: all };
}
