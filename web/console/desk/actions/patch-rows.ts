import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, ConversationRow } from '../../api/desk.ts';

type Pages = InfiniteData<{ readonly items: readonly ConversationRow[]; readonly next: string | null }>;

/** Changes rows in every list that is held, and the open conversation, before the server has answered. */
export function patchRows(client: QueryClient, ids: ReadonlySet<number>, change: (row: ConversationRow) => Partial<ConversationRow>): void {
  client.setQueriesData<Pages>({ queryKey: ['conversations'] }, (held) => held && {
    ...held, pages: held.pages.map((page) => (page.items.some((row) => ids.has(row.id)) ? { ...page, items: page.items.map((row) => (ids.has(row.id) ? { ...row, ...change(row) } : row)) } : page)),
  });
  for (const id of ids) client.setQueryData<Conversation>(['conversation', id], (held) => held && { ...held, ...change(held) });
}

/** As the lists or the open conversation know it. */
export function findRow(client: QueryClient, id: number): ConversationRow | null {
  const open = client.getQueryData<Conversation>(['conversation', id]);
  if (open) return open;
  for (const [, held] of client.getQueriesData<Pages>({ queryKey: ['conversations'] })) {
    const found = held?.pages.flatMap((page) => page.items).find((row) => row.id === id);
    if (found) return found;
  }
  return null;
}
