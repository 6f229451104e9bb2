import { deleteFilterGroup as remove } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteFilterGroup = operation({
  id: 'mailFilters.deleteGroup',
  method: 'DELETE',
  path: '/native/v1/mail-filters/groups/{id}',
  tag: 'Mail filters',
  summary: 'Deletes a condition; what only it left out counts again',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params: { id } }) {
    await change((tx) => remove(tx, act, id));
    return null;
  },
});
