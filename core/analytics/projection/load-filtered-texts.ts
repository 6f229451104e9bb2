import type { FilteredMail, MailFilters } from '#core/mail-filters/index.ts';
import { sql, type Tx } from '#storage/index.ts';

type Texts = Pick<FilteredMail, 'subject' | 'labels'>;

/** What filters ask of a mail beside its parties, for the mails of these conversations. Only read where an active group asks for it. */
export async function loadFilteredTexts(tx: Tx, filters: MailFilters | null, conversationIds: readonly number[]): Promise<(mail: { readonly id: number; readonly conversation_id: number }) => Texts> {
  const asked = new Set((filters?.groups ?? []).flatMap(({ rules }) => rules.map(({ field }) => field)));
  const ids = [...conversationIds];
  const subjects = !asked.has('subject') ? [] : await tx.rows(sql<{ id: number; subject: string | null }>`
    SELECT id, subject FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${ids}::bigint[])`);
  const labels = !asked.has('label') ? [] : await tx.rows(sql<{ conversationId: number; messageId: number | null; name: string }>`
    SELECT x.conversation_id AS "conversationId", NULL::bigint AS "messageId", l.name FROM conversation_labels x JOIN labels l ON l.account_id = x.account_id AND l.id = x.label_id
    WHERE x.account_id = ${tx.accountId} AND x.conversation_id = ANY(${ids}::bigint[])
    UNION ALL
    SELECT m.conversation_id, m.id, l.name FROM messages m JOIN message_labels x ON x.account_id = m.account_id AND x.message_id = m.id JOIN labels l ON l.account_id = x.account_id AND l.id = x.label_id
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ANY(${ids}::bigint[])`);
  const subjectOf = new Map(subjects.map(({ id, subject }) => [id, subject ?? '']));
  const [ofConversation, ofMessage] = [namesBy(labels.filter(({ messageId }) => messageId === null), 'conversationId'), namesBy(labels, 'messageId')];
  return ({ id, conversation_id: conversationId }) => ({ subject: subjectOf.get(id) ?? '', labels: [...ofConversation.get(conversationId) ?? [], ...ofMessage.get(id) ?? []] });
}

function namesBy<Key extends 'conversationId' | 'messageId'>(rows: readonly ({ readonly name: string } & Record<Key, number | null>)[], key: Key): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const row of rows) {
    const id = row[key];
    if (id === null) continue;
    const held = names.get(id);
    if (held) held.push(row.name);
    else names.set(id, [row.name]);
  }
  return names;
}
