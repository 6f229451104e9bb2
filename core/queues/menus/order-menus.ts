import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { Forest } from './forest.ts';
import type { MenuKind } from './menu.ts';
import { writeOrder } from './write-paths.ts';

/** Puts the nodes of a parent (null: the roots of the kind) into this order: exactly those that are there, each once; else `invalid` and nothing changes. */
export async function orderMenus(tx: Tx, act: Act, { kind, parentId = null, menuIds }: { readonly kind: MenuKind; readonly parentId?: number | null; readonly menuIds: readonly number[] }): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  if (parentId !== null) forest.get(parentId);
  const present = forest.childrenOf(parentId, kind).map(({ id }) => id);
  const isSame = present.length === menuIds.length && new Set(menuIds).size === menuIds.length && present.every((id) => menuIds.includes(id));
  if (!isSame) throw invalid('menuIds', 'must be all that stand there, each once: somebody may have changed them', 'order-incomplete');
  await writeOrder(tx, menuIds);
  await appendEvents(tx, act, menuIds.map((menuId) => ({ type: 'menu.changed' as const, data: { menuId } })));
  await writeAudit(tx, act, { action: 'menu.moved', targetKind: 'menu', targetId: parentId, detail: { order: [...menuIds] } });
}
