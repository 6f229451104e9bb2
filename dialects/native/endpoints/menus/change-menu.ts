import { changeMenu as change } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { menuOf } from '../../parse/menu-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderMenu } from '../../render/queue.ts';
import { Menu, MenuChange } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeMenu = operation({
  id: 'menus.change',
  method: 'PATCH',
  path: '/native/v1/menus/{id}',
  tag: 'Menus',
  summary: 'What it is called, says and is chosen by, in which languages, and whether it is hidden',
  params: IdParams,
  body: MenuChange,
  response: Menu,
  async handle({ act, change: within, params: { id }, body }) {
    return renderMenu(await within(async (tx) => {
      await change(tx, act, id, body);
      return menuOf(tx, readingBack(act), id);
    }));
  },
});
