import type { Menu } from '../../api/queues.ts';

/** Beyond the last: at the end. */
const lastPlace = 1_000;

export type MoveHow = 'up' | 'down' | 'out' | 'in';
export interface Move { readonly parentId?: number | null; readonly position: number }

/** Where a node goes that is moved one step; null: there is nowhere to. `menus`: those that are there. */
export function moveOf(menus: readonly Menu[], menu: Menu, how: MoveHow): Move | null {
  const beside = menus.filter(({ parentId, kind }) => parentId === menu.parentId && kind === menu.kind).toSorted((a, b) => a.position - b.position);
  const at = beside.findIndex(({ id }) => id === menu.id);
  const parent = menus.find(({ id }) => id === menu.parentId);
  switch (how) {
    case 'up': return at > 0 ? { position: at - 1 } : null;
    case 'down': return at < beside.length - 1 ? { position: at + 1 } : null;
    case 'out': return parent ? { parentId: parent.parentId, position: parent.position + 1 } : null;
    case 'in': return at > 0 ? { parentId: beside[at - 1]!.id, position: lastPlace } : null;
  }
}
