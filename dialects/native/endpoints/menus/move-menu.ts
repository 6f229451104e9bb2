import { moveMenu as move } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { menuOf } from '../../parse/menu-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menu, MenuMove } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const moveMenu = operation({
  id: 'menus.move',
  method: 'POST',
  path: '/native/v1/menus/{id}/move',
  tag: 'Menus',
  summary: 'Another place: below another menu, or among those beside it; with all below it',
  params: IdParams,
  body: MenuMove,
  response: Menu,
  async handle({ act, change, params: { id }, body }) {
    return renderMenu(await change(async (tx) => {
      await move(tx, act, id, body);
      return menuOf(tx, readingBack(act), id);
    }));
  },
});
