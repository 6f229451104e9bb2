import { withAllMerged } from '#core/contacts/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Projection: of a contact that was deleted, and of those that had become one with it, nothing stays of where he was and what he said about himself. */
export const visitorErasureConsumer: Consumer = { name: 'visitor-erasure', kind: 'projection', batchMax: 200, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const deleted = [...new Set(events.filter(({ type }) => type === 'contact.deleted').map(({ data }) => data['contactId'] as number))];
  if (deleted.length === 0) return;
  const contactIds = await withAllMerged(tx, deleted);
  await tx.run(sql`
    DELETE FROM visitors v USING contact_sources s WHERE v.account_id = ${tx.accountId} AND s.account_id = v.account_id AND s.channel_id = v.channel_id AND s.source_id = v.source_id
      AND s.contact_id = ANY(${contactIds}::bigint[])`);
}
