import { changeLife, getContactConversation, type FromOutside } from '#core/conversations/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { endInteraction, noWake } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { findChatOf } from './chat-of.ts';

/** The visitor ends it: what rings or waits stops, and the conversation is resolved. Again: nothing happens. */
export async function endSiteChat(change: Change, act: Act, source: FromOutside, conversationId: number): Promise<void> {
  requirePermission(act, 'conversations.reply');
  await runRouting(change, act, async (tx) => {
    const { id, life } = await getContactConversation(tx, source, conversationId);
    const chat = await findChatOf(tx, id);
    const wake = chat === null ? noWake : (await inStore(tx, act, (store) => endInteraction(store, { interactionId: chat.id, by: 'customer' }))).wake;
    if (life === 'open' || life === 'snoozed') await changeLife(tx, seesAll(act), [id], { life: 'resolved' });
    return { result: null, wake };
  });
}
