import { deleteSavedView } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteView = operation({
  id: 'views.delete',
  method: 'DELETE',
  path: '/native/v1/views/{id}',
  tag: 'Views',
  summary: 'Deletes a view of one\'s own',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => deleteSavedView(tx, act, params.id, 'desk'));
    return null;
  },
});
