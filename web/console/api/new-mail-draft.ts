import { queryOptions } from '@tanstack/react-query';
import type { NewMailDraft, NewMailDraftInput } from '#dialects/native/schemas/draft.ts';
import { isProblem } from './api-problem.ts';
import { request } from './request.ts';

export type { NewMailDraft, NewMailDraftInput };

/** Null: there is none. Asked for anew whenever the form opens: it may have been written on another page. */
export const newMailDraftQuery = queryOptions({
  queryKey: ['new-mail-draft'] as const, staleTime: 0, gcTime: 0,
  queryFn: ({ signal }) => request<NewMailDraft>('/new-mail-draft', { signal }).catch((error: unknown) => {
    if (isProblem(error, 'not-found')) return null;
    throw error;
  }),
});

export const saveNewMailDraft = (draft: NewMailDraftInput): Promise<{ savedAt: string | null }> => request('/new-mail-draft', { method: 'PUT', json: draft });
export const deleteNewMailDraft = (): Promise<void> => request('/new-mail-draft', { method: 'DELETE' });
