import type { QueryClient } from '@tanstack/react-query';
import { conversationRows, type Conversation, type ConversationFilter, type ConversationRow, type Sort } from '../api/desk.ts';
import { sessionQuery } from '../api/session.ts';
import { patchPages, type Pages } from '../desk/list/patch-lists.ts';

/** Puts rows as they are now into every list that is held and into the open conversation. Null: it is gone. */
export function patchAnswers(client: QueryClient, changed: ReadonlyMap<number, ConversationRow | null>): void {
  const myAgentId = client.getQueryData(sessionQuery.queryKey)?.agentId ?? null;
  for (const query of client.getQueryCache().findAll({ queryKey: ['conversations'] })) {
    const [, filter, sort] = query.queryKey as readonly [string, ConversationFilter, Sort];
    client.setQueryData<Pages>(query.queryKey, (held) => held && patchPages(held, { filter, sort, myAgentId }, changed), { updatedAt: query.state.dataUpdatedAt });
    // An answer that is under way was given before the change, maybe: it is asked for once more.
    if (query.state.fetchStatus === 'fetching') void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
  for (const [id, row] of changed) if (row !== null) client.setQueryData<Conversation>(['conversation', id], (held) => held && { ...held, ...row });
}

/** Asks for these conversations, at once, and puts them where they belong. */
export async function followConversations(client: QueryClient, ids: readonly number[]): Promise<void> {
  const rows = new Map((await conversationRows(ids)).map((row) => [row.id, row]));
  patchAnswers(client, new Map(ids.map((id) => [id, rows.get(id) ?? null])));
}
