import { countLists, findSavedViews } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { toCoreFilter } from '../../parse/conversation-filter.ts';
import { builtIn, type SavedQuery } from '../../parse/views.ts';
import { renderBuiltIn, renderSaved } from '../../render/view.ts';
import { builtInViews, Views } from '../../schemas/view.ts';

export const listViews = operation({
  id: 'views.list',
  method: 'GET',
  path: '/native/v1/views',
  tag: 'Views',
  summary: 'The built-in lists and those that people keep, each with how many conversations it holds (up to 1,000 of each life are counted)',
  response: Views,
  async handle({ act, database, principal }) {
    return database.withAccount(act.accountId, async (tx) => {
      const saved = (await findSavedViews(tx, act, { noun: 'conversation', form: 'desk' }))
        .map((view) => ({ view, query: view.query as unknown as SavedQuery })); // of the form desk: checked when it was saved
      const lists = [...builtInViews.map((key) => builtIn[key]), ...saved.map(({ query }) => query)];
      const counts = await countLists(tx, act, lists.map(({ filter, sort }) => ({ filter: toCoreFilter(filter), sort })));
      return {
        items: [
          ...builtInViews.map((key, at) => renderBuiltIn(key, counts[at] ?? null)),
          ...saved.map(({ view }, at) => renderSaved(view, principal.userId, counts[builtInViews.length + at] ?? null)),
        ],
        next: null,
      };
    }, { readOnly: true });
  },
});
