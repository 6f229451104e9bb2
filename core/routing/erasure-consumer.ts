import { withAllMerged } from '#core/contacts/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { eraseInteractions } from '#core/interactions/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Projection: a contact that was deleted, and those that had become one with it, leave nothing of theirs in calls and chats, in what the line was told, nor in why work was handed over. */
export const erasureConsumer: Consumer = { name: 'interaction-erasure', kind: 'projection', batchMax: 100, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const deleted = [...new Set(events.filter(({ type }) => type === 'contact.deleted').map(({ data }) => data['contactId'] as number))];
  if (deleted.length === 0) return;
  const last = events.at(-1)!;
  const contactIds = await withAllMerged(tx, deleted);
  const ids = await eraseInteractions(tx, systemAct(tx.accountId, last.storedAt, 'interaction-erasure', last.origin), contactIds);
  if (ids.length === 0) return;
  await tx.run(sql`UPDATE control_commands SET data = data - 'to' WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND data ? 'to'`);
  await tx.run(sql`UPDATE offers SET reason = reason - 'note' WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${ids}::bigint[]) AND reason ? 'note'`);
}
