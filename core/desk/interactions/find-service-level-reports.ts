import { findServiceLevels, type InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** `percent`: answered in time of all that were judged, to one decimal; null: nothing was judged. */
export interface PathServiceLevel { readonly menuPathId: number; readonly menuPath: string; readonly lang: string; readonly percent: number | null }
export interface GroupServiceLevel { readonly queueGroupId: number; readonly name: string; readonly percent: number | null }
export interface LookBack { readonly kind: InteractionKind; readonly minutes: number }

/** Each way through the menus that a queue of the kind has, by path and language; without one that was judged it stands with null. */
export async function findPathServiceLevels(tx: Tx, act: Act, lookBack: LookBack): Promise<PathServiceLevel[]> {
  requirePermission(act, 'queues.read');
  const levels = await findServiceLevels(tx, act, lookBack);
  const judged = sums(levels.filter((level) => level.menuPathId !== null), (level) => `${level.menuPathId} ${level.lang}`);
  const paths = await tx.rows(sql<{ menuPathId: number; menuPath: string; lang: string }>`
    SELECT DISTINCT p.id AS "menuPathId", p.path AS "menuPath", q.lang FROM queues q JOIN menu_paths p ON p.account_id = q.account_id AND p.id = q.menu_path_id
    WHERE q.account_id = ${tx.accountId} AND q.kind = ${lookBack.kind} AND q.deleted_at IS NULL ORDER BY p.id, q.lang`);
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
