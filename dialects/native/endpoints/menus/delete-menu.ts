import { deleteMenu as remove } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteMenu = operation({
  id: 'menus.delete',
  method: 'DELETE',
  path: '/native/v1/menus/{id}',
  tag: 'Menus',
  summary: 'The menu goes, with all below it and their queues; what waits is still given out, and it can come back',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
