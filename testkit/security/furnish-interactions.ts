import { applyToInteraction, createInteraction, newPartIds, saveInteraction, type InteractionAct, type InteractionToCreate } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

export interface InteractionThings { readonly callId: string; readonly chatId: string }

/** A call and a chat of the contact that an agent took and that are over. */
export async function furnishInteractions(tx: Tx, act: Act, { agentId, contactId, queueId, supportNumber }: { agentId: number; contactId: number; queueId: number; supportNumber: string }): Promise<InteractionThings> {
  const live = async (input: InteractionToCreate): Promise<string> => {
    let interaction = await createInteraction(tx, act, input);
    const newId = await newPartIds(tx);
    const stay = { queueId, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } };
    const steps: InteractionAct[] = [{ type: 'enqueue', stay }, { type: 'assign', agentId, answerMode: 'manual' }, { type: 'connected' }, { type: 'end', by: 'customer', wrapUp: false }];
    for (const step of steps) {
      const after = applyToInteraction(interaction, step, Date.parse(act.now), newId);
      await saveInteraction(tx, act, interaction, after);
      interaction = after;
    }
    return String(interaction.id);
  };
  return {
    callId: await live({ kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', contactId, supportNumber }),
    chatId: await live({ kind: 'chat', direction: 'in', entry: 'web', lang: 'en', contactId }),
  };
}
