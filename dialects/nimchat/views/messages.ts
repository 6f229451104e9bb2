import { findAgentCards, type CardContact, type ListedMessage, type TimelineMessage } from '#core/desk/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { LinkTo } from '../file-links.ts';
import { loadKept } from '../kept.ts';
import { renderMessage } from '../render/message.ts';

export interface MessageOfConversation { readonly conversationId: number; readonly contact: CardContact | null; readonly message: TimelineMessage | ListedMessage }

/** Messages of one or several conversations, in the order given; two statements. */
export async function messageViews(tx: Tx, act: Act, entries: readonly MessageOfConversation[], { isDeployed, linkTo }: { isDeployed: boolean; linkTo: LinkTo }) {
  const agentIds = [...new Set(entries.flatMap(({ message }) => message.agentId ?? []))];
  const agents = new Map((await findAgentCards(tx, seesAll(act), agentIds)).map((card) => [card.id, card]));
  const kept = await loadKept(tx, 'message', entries.map(({ message }) => message.id));
  return entries.map(({ conversationId, contact, message }) => renderMessage(message, {
    accountId: tx.accountId, conversationId, contact, isDeployed, linkTo, agent: (message.agentId !== null && agents.get(message.agentId)) || null, kept: kept.get(message.id) ?? {},
  }));
}
