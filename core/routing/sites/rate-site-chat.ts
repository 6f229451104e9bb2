import { getContactConversation, type FromOutside } from '#core/conversations/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { plainAct } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';

const feedbackMax = 2_000;

/** How the visitor liked his last chat in the conversation. `conflict` where there was none that a person took. */
export async function rateSiteChat(change: Change, act: Act, source: FromOutside, { conversationId, rating, feedback }: { readonly conversationId: number; readonly rating: number; readonly feedback?: string }): Promise<void> {
  requirePermission(act, 'conversations.reply');
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) throw invalid('rating', 'must be a whole number from 1 to 5', 'out-of-range', { min: 1, max: 5 });
  const words = feedback?.trim() ?? '';
  if (words.length > feedbackMax || !words.isWellFormed() || words.includes('\u0000')) throw invalid('feedback', `must be text of at most ${feedbackMax} characters`, 'too-long', { max: feedbackMax });
  await runRouting(change, act, async (tx) => {
    const { id } = await getContactConversation(tx, source, conversationId);
    const chatId = await findRatableChat(tx, id);
    if (chatId === null) throw new CoreError('conflict', 'There is no chat to rate.', { key: 'not-for-this' });
    return { result: null, wake: await inStore(tx, act, (store) => plainAct(store, { interactionId: chatId, act: { type: 'rate', rating, ...(words !== '' && { feedback: words }) } })) };
  });
}

/** The last chat of the conversation that a person took; null: none. */
export async function findRatableChat(tx: Tx, conversationId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ id: number }>`
    SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND kind = 'chat' AND agent_id IS NOT NULL AND connected_at IS NOT NULL ORDER BY id DESC LIMIT 1`);
  return row?.id ?? null;
}
