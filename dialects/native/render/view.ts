import type { ConversationCount, SavedView } from '#core/desk/index.ts';
import { builtIn, type SavedQuery } from '../parse/views.ts';
import type { builtInViews, View } from '../schemas/view.ts';

export function renderBuiltIn(key: (typeof builtInViews)[number], count: ConversationCount | null): View {
  const { name, filter, sort } = builtIn[key];
  return { key, id: null, name, filter, sort, count, isShared: true, teamId: null, isOwn: false };
}

export function renderSaved({ id, name, query, isShared, teamId, userId }: SavedView, viewer: number, count: ConversationCount | null): View {
  const { filter, sort } = query as unknown as SavedQuery;
  return { key: `saved:${id}`, id, name, filter, sort, count, isShared, teamId, isOwn: userId === viewer };
}
