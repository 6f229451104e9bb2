import { searchMessages, type ConditionTree, type ConversationField, type ConversationWhere, type SearchPlace } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { listOf, type Status } from './status.ts';

export interface ListQuery { readonly status?: Status | 'all'; readonly q?: string; readonly inbox_id?: number; readonly team_id?: number; readonly labels?: string[] }

/** Of a search, conversations of the newest so many messages that match. */
const hitsMax = 500;

/** What the parameters of the list ask for. */
export async function whereOf(tx: Tx, act: Act, { status = 'open', q, inbox_id: inboxId, team_id: teamId, labels = [] }: ListQuery): Promise<ConversationWhere & { readonly where: { readonly all: readonly ConditionTree<ConversationField>[] } }> {
  const { lives, where } = listOf(status);
  return {
    lives,
    where: {
      all: [
        ...where,
        ...(inboxId === undefined ? [] : [{ field: 'channel' as const, compare: 'equal' as const, values: [inboxId], name: 'inbox_id' }]),
        ...(teamId === undefined ? [] : [{ field: 'team' as const, compare: 'equal' as const, values: [teamId], name: 'team_id' }]),
        ...(labels.length === 0 ? [] : [{ field: 'label' as const, compare: 'equal' as const, values: labels, name: 'labels' }]),
        ...(q === undefined || q.trim() === '' ? [] : [await holding(tx, act, q)]),
      ],
    },
  };
}

async function holding(tx: Tx, act: Act, query: string): Promise<ConditionTree<ConversationField>> {
  const ids = new Set<number>();
  let before: SearchPlace | null = null;
  for (let looked = 0; looked < hitsMax; looked += 100) {
    const { rows, next }: Awaited<ReturnType<typeof searchMessages>> = await searchMessages(tx, act, { query, isTyping: true, limit: 100, before });
    for (const row of rows) ids.add(row.conversationId);
    if (next === null) break;
    before = next;
  }
  const groups = Array.from({ length: Math.ceil(ids.size / 100) }, (_, at) => [...ids].slice(at * 100, at * 100 + 100));
  return { any: groups.map((values) => ({ field: 'id' as const, compare: 'equal' as const, values, name: 'q' })) };
}

export function byAssignee(type: 'me' | 'unassigned' | 'all' | 'assigned', ownAgentId: number | null): readonly ConditionTree<ConversationField>[] {
  const condition = (compare: 'equal' | 'absent' | 'present', values: number[]): readonly ConditionTree<ConversationField>[] => [{ field: 'assignee', compare, values, name: 'assignee_type' }];
  switch (type) {
    case 'me': return ownAgentId === null ? [{ any: [] }] : condition('equal', [ownAgentId]);
    case 'unassigned': return condition('absent', []);
    case 'assigned': return condition('present', []);
    case 'all': return [];
  }
}
