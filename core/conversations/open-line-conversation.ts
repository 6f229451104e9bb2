import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * The conversation that a call or chat belongs to: the one that is open with the contact in the channel (a snoozed one opens), else a new one. What was
 * resolved or closed stays so: a new call is a new matter. Without a contact it is always a new one. For commands that have checked their permission.
 */
export async function openLineConversation(tx: Tx, act: Act, { channelId, contactId, kind, subject }: { channelId: number; contactId: number | null; kind: 'call' | 'chat'; subject: string }): Promise<{ id: number }> {
  // By the contact, then locked by its id, and only then asked whether it is still open and not merged: beside the id these conditions would fit the partial indexes of lists
  // (conversations_by_start), which a planner without statistics takes to be empty and reads for all of the account. OFFSET 0 keeps them out.
  const present = contactId === null ? null : await tx.maybe(sql<{ id: number; life: string }>`
    SELECT c.id, c.life FROM (
      SELECT l.id, l.life, l.merged_into FROM conversations l WHERE l.account_id = ${tx.accountId} AND l.id = (
        SELECT his.id FROM (SELECT k.id, k.channel_id, k.life, k.merged_into, k.last_message_at FROM conversations k WHERE k.account_id = ${tx.accountId} AND k.contact_id = ${contactId} OFFSET 0) his -- by the contact, never along the order
        WHERE his.channel_id = ${channelId} AND his.life IN ('open', 'snoozed') AND his.merged_into IS NULL ORDER BY his.last_message_at DESC, his.id DESC LIMIT 1)
      OFFSET 0 FOR NO KEY UPDATE) c
    WHERE c.life IN ('open', 'snoozed') AND c.merged_into IS NULL`);
  if (present?.life === 'snoozed') {
    await tx.run(sql`UPDATE conversations SET life = 'open', snoozed_until = NULL, life_changed_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${present.id}`);
    await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: present.id, data: { field: 'life', from: 'snoozed', to: 'open' } }]);
  }
  if (present) return { id: present.id };
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, subject, contact_id, started_at, last_message_at, acted_at, created_at)
    VALUES (${tx.accountId}, ${channelId}, ${kind}, ${subject}, ${contactId}::bigint, ${act.now}, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'conversation.opened', conversationId: id, data: { channelId } }]);
  return { id };
}
