import { restoreMenu as restore } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { menuOf } from '../../parse/menu-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menu } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const restoreMenu = operation({
  id: 'menus.restore',
  method: 'POST',
  path: '/native/v1/menus/{id}/restore',
  tag: 'Menus',
  summary: 'Brings a deleted menu back, with what went together with it',
  params: IdParams,
  response: Menu,
  async handle({ act, change, params: { id } }) {
    return renderMenu(await change(async (tx) => {
      await restore(tx, act, id);
      return menuOf(tx, readingBack(act), id);
    }));
  },
});
