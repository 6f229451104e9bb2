import { Type } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { findMenuAssignments, findMenus } from '#core/queues/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { Flag } from '../../parse/parameters.ts';
import { renderMenu } from '../../render/menu.ts';
import { Menu } from '../../schemas/menu.ts';

/** One menu, not a list of one: see the README. */
export const showMenu = ccaiOperation({
  id: 'menus.show', path: '/menus/{id}', alsoAt: ['/menu/{id}'], tag: 'Menus', summary: 'One menu; a deleted one with with_deleted=true',
  query: Type.Object({ with_deleted: Flag() }),
  response: Menu,
  handle: async ({ act, snapshot, params: { id }, query }) => snapshot(async (tx) => {
    const { menus: [menu] } = await findMenus(tx, act, { ids: [id], withDeleted: query.with_deleted });
    if (!menu) throw notFound('record');
    return renderMenu(menu, await findMenuAssignments(tx, act, [id]));
  }),
});
