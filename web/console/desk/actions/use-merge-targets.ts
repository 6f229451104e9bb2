import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { conversationRows, type ConversationRow } from '../../api/desk.ts';
import { request } from '../../api/request.ts';
import type { SearchResult } from '#dialects/native/schemas/search.ts';

const shownMax = 8;

/** Conversations into which one may be merged, by what was typed: its number (`#123`), or words of it. */
export function useMergeTargets(typed: string, isAsked: boolean): readonly ConversationRow[] {
  const text = typed.trim();
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const { data = [] } = useQuery({
    queryKey: ['merge-targets', text], enabled: isAsked && (number !== undefined || text.length > 1), placeholderData: keepPreviousData, staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const ids = number === undefined ? await findByWords(text, signal) : [Number(number)];
      const rows = ids.length === 0 ? [] : await conversationRows(ids);
      return rows.filter(({ life }) => life !== 'spam');
    },
  });
  return text === '' ? [] : data;
}

async function findByWords(q: string, signal: AbortSignal): Promise<number[]> {
  const { items } = await request<SearchResult>('/search', { query: { q, limit: shownMax }, signal });
  return [...new Set(items.map(({ conversationId }) => conversationId))];
}
