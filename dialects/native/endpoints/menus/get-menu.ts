import { operation } from '#http/index.ts';
import { menuOf } from '../../parse/menu-of.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menu } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getMenu = operation({
  id: 'menus.get',
  method: 'GET',
  path: '/native/v1/menus/{id}',
  tag: 'Menus',
  summary: 'One menu',
  params: IdParams,
  response: Menu,
  handle: async ({ act, snapshot, params: { id } }) => renderMenu(await snapshot((tx) => menuOf(tx, act, id))),
});
