import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { conversationsQuery, type ConversationFilter, type ConversationRow, type Sort } from '../../api/desk.ts';
import { readPatches, subscribePatches } from '../actions/pending-patches.ts';
import { matchesFilter } from './matches-filter.ts';

/** The rows of a list as far as they are loaded, each once, without those that have left it by what was done here. */
export function useRows(filter: ConversationFilter, sort: Sort, myAgentId: number | null, isEnabled: boolean) {
  const query = useInfiniteQuery({ ...conversationsQuery(filter, sort), enabled: isEnabled, placeholderData: undefined });
  const patches = useSyncExternalStore(subscribePatches, readPatches);
  const rows = useMemo(() => {
    const seen = new Set<number>();
    return (query.data?.pages ?? []).flatMap(({ items }) => items).map((row) => (patches.has(row.id) ? { ...row, ...patches.get(row.id) } : row)).filter((row): row is ConversationRow => {
      if (seen.has(row.id) || !matchesFilter(row, filter, myAgentId)) return false;
      seen.add(row.id);
      return true;
    });
  }, [query.data, patches, filter, myAgentId]);
  return { ...query, rows };
}
