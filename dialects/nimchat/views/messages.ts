import { findAgentCards, type CardContact, type ListedMessage, type TimelineMessage } from '#core/desk/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { LinkTo } from '../file-links.ts';
import { loadKept, type Kept } from '../kept.ts';
import { renderMessage } from '../render/message.ts';

export interface MessageOfConversation { readonly conversationId: number; readonly contact: CardContact | null; readonly message: TimelineMessage | ListedMessage }

/** Messages of one or several conversations, in the order given; two statements. `known`: what is kept beside them, where the caller has just written it. */
export async function messageViews(tx: Tx, act: Act, entries: readonly MessageOfConversation[], { isDeployed, linkTo, known }: { isDeployed: boolean; linkTo: LinkTo; known?: ReadonlyMap<number, Kept['message']> }) {
  const agentIds = [...new Set(entries.flatMap(({ message }) => message.agentId ?? []))];
  const agents = new Map((await findAgentCards(tx, seesAll(act), agentIds)).map((card) => [card.id, card]));
  const kept = known ?? await loadKept(tx, 'message', entries.map(({ message }) => message.id));
  return entries.map(({ conversationId, contact, message }) => renderMessage(message, {
    accountId: tx.accountId, conversationId, contact, isDeployed, linkTo, agent: (message.agentId !== null && agents.get(message.agentId)) || null, kept: kept.get(message.id) ?? {},
  }));
}
