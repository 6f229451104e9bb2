import { withAllMerged } from '#core/contacts/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { erasedFailDetails, eraseInteractions } from '#core/interactions/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ringBell } from './bell.ts';
import { writeCommands } from './control/write-commands.ts';
import { endInteraction } from './engine/index.ts';
import { inStore } from './run/run-rule.ts';

/**
 * Projection: a contact that was deleted, those that had become one with it, and a conversation that was deleted leave nothing of theirs in calls and chats, in what the line was told, nor in why work was handed over. Whoever
 * has a recording is told to delete it; calls that were still to be made to them are not made any more. What is told of such a call later (a recording that is ready, an answer to a survey) goes again.
 */
export const erasureConsumer: Consumer = { name: 'interaction-erasure', kind: 'projection', batchMax: 100, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const deleted = [...new Set(events.filter(({ type }) => type === 'contact.deleted').map(({ data }) => data['contactId'] as number))];
  const conversationIds = [...new Set(events.filter(({ type, data }) => type === 'conversation.changed' && data['field'] === 'life' && data['to'] === 'deleted').map((event) => event.conversationId!))];
  const changedIds = [...new Set(events.filter(({ type }) => type === 'interaction.changed').map(({ data }) => data['interactionId'] as number))];
  if (deleted.length + conversationIds.length + changedIds.length === 0) return;
  const last = events.at(-1)!;
  const act = systemAct(tx.accountId, last.storedAt, 'interaction-erasure', last.origin);
  const contactIds = deleted.length === 0 ? [] : [...await withAllMerged(tx, deleted)];
  const goneConversations = conversationIds.length === 0 ? [] : await withMergedInto(tx, conversationIds);
  const { ids, recordings, toCancel } = await eraseInteractions(tx, act, { contactIds, conversationIds: goneConversations, erasedIds: changedIds });
  // Why a call was handed over is told at once, also of one whose talk goes on: it is no word of the talk.
  if (deleted.length + conversationIds.length > 0) {
    await tx.run(sql`
      UPDATE offers o SET reason = reason - 'note' FROM interactions i WHERE o.account_id = ${tx.accountId} AND i.account_id = o.account_id AND i.id = o.interaction_id AND o.reason ? 'note'
        AND (i.contact_id = ANY(${contactIds}::bigint[]) OR i.conversation_id = ANY(${goneConversations}::bigint[]))`);
  }
  if (ids.length > 0) {
    await tx.run(sql`UPDATE control_commands SET data = data - 'to' WHERE account_id = ${tx.accountId} AND interaction_id = ANY(${[...ids]}::bigint[]) AND data ? 'to'`);
  }
  await writeCommands(tx, act, recordings.map(({ interactionId, callKind, kind, ref }) => ({ interactionId, kind: callKind, command: 'delete-recording', agentId: null, data: { recording: kind, recordingRef: ref } })));
  if (toCancel.length > 0) tx.afterCommit(() => ringBell('due')); // who was asked for one of them is free for others
  for (const interactionId of toCancel) {
    await inStore(tx, act, (store) => endInteraction(store, { interactionId, by: 'system', failReason: 'customer-cancelled', failDetails: erasedFailDetails, cancelsScheduled: true }));
  }
}

/** What was merged into a conversation is deleted with it. */
async function withMergedInto(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    WITH RECURSIVE all_of AS (
      SELECT unnest(${[...ids]}::bigint[]) AS id UNION SELECT c.id FROM all_of a JOIN conversations c ON c.account_id = ${tx.accountId} AND c.merged_into = a.id)
    SELECT id FROM all_of`);
  return rows.map(({ id }) => id);
}
