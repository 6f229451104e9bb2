import { createMenu as create } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { menuOf } from '../../parse/menu-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menu, NewMenu } from '../../schemas/queues.ts';

export const createMenu = operation({
  id: 'menus.create',
  method: 'POST',
  path: '/native/v1/menus',
  tag: 'Menus',
  summary: 'A choice more: at the top of its kind, or below another, which must have no queues',
  status: 201,
  body: NewMenu,
  response: Menu,
  handle: async ({ act, change, body }) => renderMenu(await change(async (tx) => menuOf(tx, readingBack(act), (await create(tx, act, body)).id))),
});
