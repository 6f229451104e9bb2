import { notFound, type Act } from '#core/kernel/index.ts';
import { findMenus, type Menu } from '#core/queues/index.ts';
import type { Tx } from '#http/index.ts';

/** The menu that the caller has just written. */
export async function menuOf(tx: Tx, act: Act, menuId: number): Promise<Menu> {
  const { menus: [menu] } = await findMenus(tx, act, { ids: [menuId] });
  if (!menu) throw notFound('menu');
  return menu;
}
