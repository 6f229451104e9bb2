import { createSavedView } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { renderSaved } from '../../render/view.ts';
import { NewView, View } from '../../schemas/view.ts';

export const createView = operation({
  id: 'views.create',
  method: 'POST',
  path: '/native/v1/views',
  tag: 'Views',
  summary: 'Keeps a filter under a name: for oneself, a team, or everybody',
  body: NewView,
  status: 201,
  response: View,
  async handle({ act, change, principal, body }) {
    const { name, filter, sort = 'newest', isShared = false, teamId = null } = body;
    const view = await change((tx) => createSavedView(tx, act, { noun: 'conversation', form: 'desk', name, query: { filter, sort }, isShared, teamId }));
    return renderSaved(view, principal.userId, null);
  },
});
