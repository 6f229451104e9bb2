import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Projection: keeps contact_activity. Reads the present state of what events name, so a repeated event changes nothing. */
export const contactActivityConsumer: Consumer = { name: 'contact-activity', kind: 'projection', batchMax: 1_000, apply };

const telling: ReadonlySet<string> = new Set(['message.stored', 'message.deleted', 'message.copied', 'message.proved', 'message.unproved', 'conversation.opened', 'conversation.merged', 'conversation.unmerged']);

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const contacts = new Set<number>();
  const conversations = new Set<number>();
  for (const { type, data, conversationId } of events) {
    if (type === 'contact.created' || type === 'contact.deleted') contacts.add(data['contactId'] as number);
    if (type === 'contact.merged' || type === 'contact.unmerged') {
      contacts.add(data['contactId'] as number);
      contacts.add(data['from'] as number);
    }
    if (telling.has(type) && conversationId !== null) conversations.add(conversationId);
    if (type === 'conversation.merged') conversations.add(data['from'] as number);
    if (type === 'conversation.unmerged') conversations.add(data['into'] as number);
  }
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT contact_id AS id FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...conversations]}::bigint[]) AND contact_id IS NOT NULL`);
  for (const { id } of rows) contacts.add(id);
  await writeContactActivity(tx, [...contacts].sort((a, b) => a - b));
}

/** When each contact was made, or his conversations last saw a message; deleted ones lose their row. */
async function writeContactActivity(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(sql`
    DELETE FROM contact_activity a WHERE a.account_id = ${tx.accountId} AND a.contact_id = ANY(${[...ids]}::bigint[])
      AND NOT EXISTS (SELECT FROM contacts c WHERE c.account_id = a.account_id AND c.id = a.contact_id AND c.deleted_at IS NULL)`);
  await tx.run(sql`
    INSERT INTO contact_activity (account_id, contact_id, last_at)
    SELECT c.account_id, c.id, greatest(c.created_at, last.at)
    FROM unnest(${[...ids]}::bigint[]) AS w(id) JOIN contacts c ON c.account_id = ${tx.accountId} AND c.id = w.id AND c.deleted_at IS NULL
    LEFT JOIN LATERAL (SELECT k.last_message_at AS at FROM conversations k WHERE k.account_id = c.account_id AND k.contact_id = c.id ORDER BY k.last_message_at DESC, k.id DESC LIMIT 1) last ON true
    ON CONFLICT (account_id, contact_id) DO UPDATE SET last_at = excluded.last_at`);
}
