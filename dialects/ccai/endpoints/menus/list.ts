import { Type } from '@sinclair/typebox';
import { findMenuAssignments, findMenus, type MenuSort } from '#core/queues/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { Flag, Flags, Ids, Texts, Words } from '../../parse/parameters.ts';
import { kindsOf, renderMenu } from '../../render/menu.ts';
import { Menu, menuTypes } from '../../schemas/menu.ts';

const sorts = {
  id: 'id', name: 'name', parent_id: 'parentId', position: 'position', deleted: 'isDeleted', menu_type: 'kind', output_msg: 'outputMessage', hidden: 'isHidden',
} as const satisfies Record<string, MenuSort>;
type Column = keyof typeof sorts;

export const listMenus = ccaiList({
  id: 'menus.list', path: '/menus', alsoAt: ['/menu'], tag: 'Menus', summary: 'Menus with who is assigned to their queues; deleted ones beside the others with with_deleted=true',
  filters: Type.Object({ id: Ids(), name: Texts(), parent_id: Ids(), position: Ids(), menu_type: Words(menuTypes), hidden: Flags(), with_deleted: Flag() }),
  columns: Object.keys(sorts) as Column[],
  standard: { column: 'id', direction: 'asc' },
  item: Menu,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const { id: ids, name: names, parent_id: parentIds, position: positions, menu_type: types, hidden, with_deleted: withDeleted } = query;
    const asked = new Set(hidden);
    const some = <T>(values: readonly T[] | undefined): readonly T[] | undefined => (values && values.length > 0 ? values : undefined);
    const filter = { ids: some(ids), names: some(names), parentIds: some(parentIds), positions: some(positions), withDeleted, kinds: types && types.length > 0 ? kindsOf(types) : undefined, isHidden: asked.size === 1 ? [...asked][0] : undefined };
    const { menus, total } = await findMenus(tx, act, filter, { sort: sorts[sort.column], descending: sort.direction === 'desc', limit, offset });
    const assignments = await findMenuAssignments(tx, act, menus.map(({ id }) => id));
    return { total, rows: menus.map((menu) => renderMenu(menu, assignments)) };
  },
});
