import type { StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Other conversations whose mails may have got or lost a parent by these events: a mail thread can lie in several conversations, and a
 * parent is looked up in the whole thread. In-Reply-To alone may name a mail that comes into the thread only now, by a third one.
 */
export async function conversationsOfChildren(tx: Tx, events: readonly StoredEvent[]): Promise<number[]> {
  const present = new Set<number>();
  const deleted = new Set<number>();
  for (const { type, messageId, data } of events) {
    if (messageId === null) continue;
    const hasLeft = type === 'message.delivery' && data['state'] !== 'held' && data['state'] !== 'queued';
    if (hasLeft || type === 'message.stored' || type === 'message.proved' || type === 'message.unproved' || (type === 'message.copied' && data['timeMoved'] === true)) present.add(messageId);
    if (type === 'message.deleted') deleted.add(messageId);
  }
  const children = present.size === 0 ? [] : await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT c.conversation_id AS id
    FROM messages s JOIN messages c ON c.account_id = s.account_id AND c.thread_id = s.thread_id AND c.conversation_id <> s.conversation_id
    WHERE s.account_id = ${tx.accountId} AND s.id = ANY(${[...present]}::bigint[])
      AND EXISTS (SELECT FROM conversation_threads o WHERE o.account_id = s.account_id AND o.thread_id = s.thread_id AND o.conversation_id <> s.conversation_id)
      AND (s.mail_id = ANY(c.refs) OR s.mail_id = ANY(c.in_reply_to) OR (c.refs = '{}' AND c.in_reply_to <> '{}'))`);
  const orphans = deleted.size === 0 ? [] : await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT conversation_id AS id FROM message_facts WHERE account_id = ${tx.accountId} AND parent_id = ANY(${[...deleted]}::bigint[])
    UNION SELECT conversation_id FROM filtered_mails WHERE account_id = ${tx.accountId} AND parent_id = ANY(${[...deleted]}::bigint[])`);
  return [...children, ...orphans].map((row) => row.id);
}
