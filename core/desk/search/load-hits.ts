import { headlineSourceChars, makeHeadline, splitWords, type Headline, type Wanted } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SearchTerm } from './parse-search.ts';

export interface SearchHit {
  readonly messageId: number;
  readonly conversationId: number;
  readonly at: string;
  readonly direction: 'incoming' | 'outgoing' | 'note' | 'act';
  readonly subject: Headline;
  readonly senderName: string;
  readonly senderAddress: string | null;
  readonly headline: Headline;
}

interface Row {
  id: number; conversation_id: number; at: string; direction: SearchHit['direction']; subject: string; sender_name: string; address: string | null; text: string;
}

/** What a list of results shows of these messages, in the order of the ids. */
export async function loadHits(tx: Tx, ids: readonly number[], terms: readonly (SearchTerm & { readonly also?: readonly string[] })[]): Promise<SearchHit[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(sql<Row>`
    SELECT m.id, m.conversation_id, m.at, m.direction, CASE WHEN m.subject = '' THEN c.subject ELSE m.subject END AS subject, m.sender_name, a.address,
      coalesce(left(b.text, ${headlineSourceChars}), '') AS text
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${[...ids]}::bigint[])`);
  const wanted = wantedWords(terms);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{
      messageId: id, conversationId: row.conversation_id, at: row.at, direction: row.direction, subject: makeHeadline(row.subject, wanted),
      senderName: row.sender_name, senderAddress: row.address, headline: makeHeadline(row.text, wanted),
    }] : [];
  });
}

/** The words to mark: split as the index splits them, so that what was found is marked. */
export function wantedWords(terms: readonly (SearchTerm & { readonly also?: readonly string[] })[]): Wanted[] {
  return terms.filter((term) => !term.isExcluded && (term.field === null || term.field === 'subject')).flatMap((term) => {
    const words = splitWords(term.text);
    return [
      ...words.map((word, at) => ({ word, isPrefix: term.isPrefix && at === words.length - 1 })),
      ...(term.also ?? []).map((word) => ({ word, isPrefix: false })),
    ];
  });
}
