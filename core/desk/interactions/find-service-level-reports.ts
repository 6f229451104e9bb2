import { findServiceLevels, type InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** `percent`: answered in time of all that were judged, to one decimal; null: nothing was judged. */
export interface PathServiceLevel { readonly menuPathId: number; readonly menuPath: string; readonly lang: string; readonly percent: number | null }
export interface GroupServiceLevel { readonly queueGroupId: number; readonly name: string; readonly percent: number | null }
export interface LookBack { readonly kind: InteractionKind; readonly minutes: number }

/** Each way through the menus that a queue of the kind has, by path and language; without one that was judged it stands with null. One whose queue is gone stands while something of it was judged in the time. */
export async function findPathServiceLevels(tx: Tx, act: Act, lookBack: LookBack): Promise<PathServiceLevel[]> {
  requirePermission(act, 'queues.read');
  const levels = await findServiceLevels(tx, act, lookBack);
  const there = levels.filter((level) => level.menuPathId !== null && level.inSla + level.notInSla > 0);
  const judged = sums(there, (level) => `${level.menuPathId} ${level.lang}`);
  const paths = await tx.rows(sql<{ menuPathId: number; menuPath: string; lang: string }>`
    SELECT p.id AS "menuPathId", p.path AS "menuPath", w.lang
    FROM (
      SELECT menu_path_id, lang FROM queues WHERE account_id = ${tx.accountId} AND kind = ${lookBack.kind} AND deleted_at IS NULL
      UNION SELECT * FROM unnest(${there.map((level) => level.menuPathId)}::bigint[], ${there.map((level) => level.lang)}::text[])
    ) w JOIN menu_paths p ON p.account_id = ${tx.accountId} AND p.id = w.menu_path_id ORDER BY p.id, w.lang`);
  return paths.map((path) => ({ ...path, percent: percentOf(judged.get(`${path.menuPathId} ${path.lang}`)) }));
}

/** Each queue group that is there; the queues of the kind in it count together. */
export async function findGroupServiceLevels(tx: Tx, act: Act, lookBack: LookBack): Promise<GroupServiceLevel[]> {
  requirePermission(act, 'queues.read');
  const levels = await findServiceLevels(tx, act, lookBack);
  const groups = await tx.rows(sql<{ queueGroupId: number; name: string }>`SELECT id AS "queueGroupId", name FROM queue_groups WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY id`);
  const queues = await tx.rows(sql<{ id: number; groupId: number }>`SELECT id, queue_group_id AS "groupId" FROM queues WHERE account_id = ${tx.accountId} AND queue_group_id IS NOT NULL`);
  const groupOf = new Map(queues.map(({ id, groupId }) => [id, groupId]));
  const judged = sums(levels, (level) => String(groupOf.get(level.queueId)));
  return groups.map((group) => ({ ...group, percent: percentOf(judged.get(String(group.queueGroupId))) }));
}

interface Judged { readonly inSla: number; readonly notInSla: number }

function sums<Level extends Judged>(levels: readonly Level[], key: (level: Level) => string): Map<string, Judged> {
  const found = new Map<string, Judged>();
  for (const level of levels) {
    const before = found.get(key(level)) ?? { inSla: 0, notInSla: 0 };
    found.set(key(level), { inSla: before.inSla + level.inSla, notInSla: before.notInSla + level.notInSla });
  }
  return found;
}

function percentOf(judged: Judged | undefined): number | null {
  if (judged === undefined || judged.inSla + judged.notInSla === 0) return null;
  return Math.round((judged.inSla / (judged.inSla + judged.notInSla)) * 1000) / 10;
}
