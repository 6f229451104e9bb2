import type { SavedView } from '#core/desk/index.ts';

/** Saved views of this form are this API's own: the query comes back as it was given. */
export const filterForm = 'nimchat';

export function renderCustomFilter({ id, name, noun, query, createdAt, updatedAt }: SavedView) {
  return { id, name, type: noun, query: { ...query }, created_at: createdAt, updated_at: updatedAt };
}
