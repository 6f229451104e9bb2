import type { Conversation, Life } from '#core/conversations/index.ts';
import type { ConditionTree, ConversationField } from '#core/desk/index.ts';

export type Status = 'open' | 'resolved' | 'pending' | 'snoozed';
type Tree = ConditionTree<ConversationField>;

/** pending: a bot has it. resolved: closed ones too. */
export function statusOf({ life, handler }: Pick<Conversation, 'life' | 'handler'>): Status {
  if (life === 'open') return handler === 'bot' ? 'pending' : 'open';
  return life === 'snoozed' ? 'snoozed' : 'resolved';
}

const life = (...values: Life[]): Tree => ({ field: 'life', compare: 'equal', values, name: 'status' });
const notLife = (...values: Life[]): Tree => ({ field: 'life', compare: 'not-equal', values, name: 'status' });
const handler = (value: string): Tree => ({ field: 'handler', compare: 'equal', values: [value], name: 'status' });

/** What a status and its negation mean; null: there is no such status. */
export function statusTree(status: string): { readonly is: Tree; readonly isNot: Tree } | null {
  switch (status) {
    case 'open': return { is: { all: [life('open'), handler('person')] }, isNot: { any: [notLife('open'), handler('bot')] } };
    case 'pending': return { is: { all: [life('open'), handler('bot')] }, isNot: { any: [notLife('open'), handler('person')] } };
    case 'snoozed': return { is: life('snoozed'), isNot: notLife('snoozed') };
    case 'resolved': return { is: life('resolved', 'closed'), isNot: notLife('resolved', 'closed') };
    default: return null;
  }
}

type ListedLife = 'open' | 'snoozed' | 'resolved' | 'closed';
export const allLives: readonly ListedLife[] = ['open', 'snoozed', 'resolved', 'closed'];

/** The lives that a list of this status walks, and what must hold besides. */
export function listOf(status: Status | 'all'): { readonly lives: readonly ListedLife[]; readonly where: readonly Tree[] } {
  switch (status) {
    case 'open': return { lives: ['open'], where: [handler('person')] };
    case 'pending': return { lives: ['open'], where: [handler('bot')] };
    case 'snoozed': return { lives: ['snoozed'], where: [] };
    case 'resolved': return { lives: ['resolved', 'closed'], where: [] };
    case 'all': return { lives: allLives, where: [] };
  }
}
