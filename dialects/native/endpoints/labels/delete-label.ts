import { deleteLabel as remove } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteLabel = operation({
  id: 'labels.delete',
  method: 'DELETE',
  path: '/native/v1/labels/{id}',
  tag: 'Labels',
  summary: 'Deletes a label; 409 while a conversation or message bears it',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
