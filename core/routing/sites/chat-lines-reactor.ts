import { changeConversation } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { CoreError, systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { chatMessage } from '../engine/index.ts';
import { inStore } from '../run/run-rule.ts';
import { lineSource } from '../commands/post-chat-message.ts';
import { findChatOf } from './chat-of.ts';

/**
 * Reactor: a message that was written in the conversation of a chat that goes on, by whatever way (desk, widget, APIs), counts for the chat: response times, and the silence after which it ends. What the line
 * itself told has been counted (`tellLine`). Who takes a chat of a site has its conversation.
 */
export const chatLinesReactor: Consumer = { name: 'chat-lines', kind: 'reactor', batchMax: 100, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type === 'message.stored' && event.source !== lineSource && event.data['direction'] !== 'note' && event.data['direction'] !== 'act') await count(tx, event);
    else if (event.type === 'interaction.changed' && event.data['kind'] === 'chat' && event.data['to'] === 'assigned' && event.data['from'] !== 'assigned') await giveConversation(tx, event);
  }
}

async function count(tx: Tx, event: StoredEvent): Promise<void> {
  const chat = await findChatOf(tx, event.conversationId!);
  if (chat === null) return;
  const message = await tx.maybe(sql<{ agentId: number | null; isBot: boolean }>`SELECT agent_id AS "agentId", is_bot AS "isBot" FROM messages WHERE account_id = ${tx.accountId} AND id = ${event.messageId}`);
  if (!message) return;
  const by = event.data['direction'] === 'incoming' ? 'customer' : message.isBot ? 'bot' : 'agent';
  if (by === 'agent' && message.agentId === null) return;
  await unlessRefused(() => inStore(tx, systemAct(tx.accountId, event.happenedAt, 'chat-lines'), (store) => chatMessage(store, { interactionId: chat.id, by, ...(by === 'agent' && { agentId: message.agentId! }) })));
}

async function giveConversation(tx: Tx, event: StoredEvent): Promise<void> {
  const row = await tx.maybe(sql<{ agentId: number | null }>`
    SELECT i.agent_id AS "agentId" FROM interactions i JOIN conversations c ON c.account_id = i.account_id AND c.id = i.conversation_id JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id AND h.kind = 'site'
    WHERE i.account_id = ${tx.accountId} AND i.id = ${event.data['interactionId'] as number}`);
  if (row?.agentId) await unlessRefused(() => changeConversation(tx, systemAct(tx.accountId, event.happenedAt, 'chat-lines'), event.conversationId!, { assigneeId: row.agentId }));
}

/** Somebody wrote who is not in the chat, or it is over by now: the message stands in the conversation all the same. Rules refuse before they write. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof CoreError)) throw error;
  });
}
