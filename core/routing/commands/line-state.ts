import { loadInteraction, type Interaction, type InteractionKind } from '#core/interactions/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A call or chat after a command. */
export interface LineState { readonly interaction: Interaction; readonly uuid: string; /** The queue wants to know when to call: ask the customer, and choose again with `scheduledAt`. */ readonly asksTime?: boolean }

/** Of one's own account and of this kind; anything else is not there. */
export async function readLine(tx: Tx, kind: InteractionKind, interactionId: number): Promise<LineState> {
  const row = await tx.maybe(sql<{ uuid: string }>`SELECT uuid FROM interactions WHERE account_id = ${tx.accountId} AND id = ${interactionId} AND kind = ${kind}`);
  const interaction = row && await loadInteraction(tx, interactionId);
  if (!row || !interaction) throw notFound(kind);
  return { interaction, uuid: row.uuid };
}

/** `not-found` where there is no such call or chat in the account. */
export async function requireLine(tx: Tx, kind: InteractionKind, interactionId: number): Promise<void> {
  const row = await tx.maybe(sql`SELECT 1 AS there FROM interactions WHERE account_id = ${tx.accountId} AND id = ${interactionId} AND kind = ${kind}`);
  if (!row) throw notFound(kind);
}
