import { findMenus } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menus, MenusQuery } from '../../schemas/queues.ts';

export const listMenus = operation({
  id: 'menus.list',
  method: 'GET',
  path: '/native/v1/menus',
  tag: 'Menus',
  summary: 'All menus in order; the trees follow from parentId',
  query: MenusQuery,
  response: Menus,
  async handle({ act, snapshot, query: { withDeleted, kind } }) {
    const { menus } = await snapshot((tx) => findMenus(tx, act, { withDeleted, ...(kind === undefined ? {} : { kinds: [kind] }) }, { sort: 'position' }));
    return { items: menus.map(renderMenu), next: null };
  },
});
