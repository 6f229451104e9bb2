import { postMessage } from '#core/conversations/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The way in of what the line told itself: it has been counted for the chat. */
export const lineSource = 'line';

/** What was written in a chat stands in its conversation. */
export async function postChatMessage(tx: Tx, act: Act, interactionId: number, { by, text, agentId }: { by: 'customer' | 'agent' | 'bot'; text: string; agentId: number | null }): Promise<void> {
  const { conversationId } = await tx.one(sql<{ conversationId: number }>`SELECT conversation_id AS "conversationId" FROM interactions WHERE account_id = ${tx.accountId} AND id = ${interactionId}`);
  await postMessage(tx, { ...seesAll(act), source: lineSource }, { conversationId, direction: by === 'customer' ? 'incoming' : 'outgoing', text, agentId: by === 'agent' ? agentId : null, isBot: by === 'bot' });
}
