import { catchUp } from '#core/events/index.ts';
import { applyToInteraction, createInteraction, interactionsShownConsumer, loadInteraction, newPartIds, saveInteraction, type Interaction, type InteractionAct, type InteractionToCreate } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

interface Where { readonly database: Database; readonly accountId: number; readonly act: Act }

/** What happens so many seconds after the beginning. */
export type Step = readonly [atSeconds: number, act: InteractionAct];

/** A call or chat that begins at `startedAt` and goes through these steps, each saved; as it is in the end. The log is not followed: see `showInteractions`. */
export async function liveThrough({ database, accountId, act }: Where, startedAt: string, input: InteractionToCreate, steps: readonly Step[]): Promise<Interaction> {
  return database.withAccount(accountId, async (tx) => {
    let interaction = await createInteraction(tx, { ...act, now: startedAt }, input);
    const newId = await newPartIds(tx);
    for (const [atSeconds, step] of steps) {
      const nowMs = Date.parse(startedAt) + Math.round(atSeconds * 1000);
      const after = applyToInteraction(interaction, step, nowMs, newId);
      await saveInteraction(tx, { ...act, now: new Date(nowMs).toISOString() }, interaction, after);
      interaction = after;
    }
    return (await loadInteraction(tx, interaction.id))!;
  });
}

/** The projection is brought up to the end of the log: what happened is shown in lists. */
export async function showInteractions(database: Database): Promise<void> {
  await catchUp(database, [interactionsShownConsumer]);
}
