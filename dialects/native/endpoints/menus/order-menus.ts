import { findMenus, orderMenus as order } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderMenu } from '../../render/queue.ts';
import { MenuOrder, Menus } from '../../schemas/queues.ts';

export const orderMenus = operation({
  id: 'menus.order',
  method: 'PUT',
  path: '/native/v1/menus/order',
  tag: 'Menus',
  summary: 'Puts all menus below one, or the roots of a kind, into this order',
  body: MenuOrder,
  response: Menus,
  async handle({ act, change, body }) {
    const { menus } = await change(async (tx) => {
      await order(tx, act, body);
      return findMenus(tx, readingBack(act), { parentIds: [body.parentId ?? null], kinds: [body.kind] }, { sort: 'position' });
    });
    return { items: menus.map(renderMenu), next: null };
  },
});
