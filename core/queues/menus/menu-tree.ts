import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { findMenus } from './find-menus.ts';
import { isOfferedIn, type Menu, type MenuKind } from './menu.ts';

export interface MenuNode extends Menu { readonly children: readonly MenuNode[] }

/**
 * The trees, as somebody at the phone walks them: ivr, mobile, web, each in order of position. `langs`: only nodes that are offered in one of these; what
 * stands below a node that is not, is not reached.
 */
export async function menuTree(tx: Tx, act: Act, { kinds, langs }: { readonly kinds?: readonly MenuKind[] | undefined; readonly langs?: readonly string[] | undefined } = {}): Promise<MenuNode[]> {
  const { menus } = await findMenus(tx, act, { kinds }, { sort: 'position' });
  const shown = menus.filter((menu) => langs === undefined || langs.some((lang) => isOfferedIn(menu, lang)));
  const below = (parentId: number | null): MenuNode[] => shown.filter((menu) => menu.parentId === parentId).map((menu) => ({ ...menu, children: below(menu.id) }));
  return below(null).toSorted((a, b) => a.kind.localeCompare(b.kind));
}
