import { setImmediate } from 'node:timers/promises';
import { sql, type Tx } from '#storage/index.ts';
import { documentWords, type SearchableText } from './document-words.ts';

/** Messages of one round trip, and characters that are folded before others get their turn in this process (100,000 take about 5 ms). */
const roundMax = 100;
const charsPerTurn = 200_000;

/** Makes the documents of these messages what the messages are now. */
export async function writeSearchDocuments(tx: Tx, messageIds: readonly number[]): Promise<void> {
  const ids = [...messageIds].sort((a, b) => a - b);
  for (let at = 0; at < ids.length; at += roundMax) await writeRound(tx, ids.slice(at, at + roundMax));
}

async function writeRound(tx: Tx, ids: readonly number[]): Promise<void> {
  const words = new Map<number, string>();
  let chars = 0;
  for (const { id, ...searchable } of await readTexts(tx, ids)) {
    words.set(id, documentWords(searchable));
    chars += searchable.text.length;
    if (chars > charsPerTurn) {
      chars = 0;
      await setImmediate();
    }
  }
  await tx.rows(sql<object>`SELECT write_search_documents(${tx.accountId}, ${[...ids]}::bigint[], ${ids.map((id) => words.get(id) ?? null)}::text[])`);
}

/** What can be searched of these messages, the beginning of each long text; without those that are gone. */
function readTexts(tx: Tx, ids: readonly number[]): Promise<(SearchableText & { readonly id: number })[]> {
  return tx.rows(sql<SearchableText & { id: number }>`
    SELECT m.id, left(m.subject, 50000) AS subject, left(coalesce(p.senders, m.sender_name), 50000) AS senders, left(coalesce(p.recipients, ''), 50000) AS recipients,
      left(coalesce(f.names, ''), 50000) AS "fileNames", coalesce(left(b.text, 100000), '') AS text, m.has_attachments AS "hasAttachments"
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    LEFT JOIN LATERAL (
      SELECT string_agg(q.name || ' ' || a.address, ' ' ORDER BY q.ordinal) FILTER (WHERE q.role = 'from') AS senders,
             string_agg(q.name || ' ' || a.address, ' ' ORDER BY q.ordinal) FILTER (WHERE q.role IN ('to', 'cc', 'bcc')) AS recipients
      FROM message_parties q JOIN addresses a ON a.account_id = q.account_id AND a.id = q.address_id
      WHERE q.account_id = m.account_id AND q.message_id = m.id) p ON true
    LEFT JOIN LATERAL (SELECT string_agg(t.file_name, ' ' ORDER BY t.ordinal) AS names FROM attachments t WHERE t.account_id = m.account_id AND t.message_id = m.id) f ON true
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${[...ids]}::bigint[]) AND m.deleted_at IS NULL AND m.direction <> 'act'`);
}
