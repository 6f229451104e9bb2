import { changeSavedView, getSavedView } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { renderSaved } from '../../render/view.ts';
import { IdParams } from '../../schemas/shared.ts';
import { View, ViewChange } from '../../schemas/view.ts';

export const changeView = operation({
  id: 'views.change',
  method: 'PATCH',
  path: '/native/v1/views/{id}',
  tag: 'Views',
  summary: 'Changes a view of one\'s own; what is not named stays',
  params: IdParams,
  body: ViewChange,
  response: View,
  async handle({ act, change, principal, params, body }) {
    const { filter, sort, ...rest } = body;
    const view = await change(async (tx) => {
      const before = await getSavedView(tx, act, params.id, 'desk');
      const query = { ...before.query, ...(filter && { filter }), ...(sort && { sort }) };
      return changeSavedView(tx, act, params.id, 'desk', { ...rest, query });
    });
    return renderSaved(view, principal.userId, null);
  },
});
