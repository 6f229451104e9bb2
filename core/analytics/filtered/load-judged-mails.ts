import { loadOurSide } from '#core/conversations/index.ts';
import type { FilteredMail } from '#core/mail-filters/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A mail as filters look at it, without its labels. */
export interface JudgedMail extends Omit<FilteredMail, 'labels'> {
  readonly id: number;
  readonly conversation_id: number;
  readonly at: string;
}

interface MailRow { id: number; conversation_id: number; at: string; direction: string; subject: string; sender: string | null; domain: string | null; agent_id: number | null; is_unproved_ours: boolean }

/** The newest mails since an instant that figures know of, counted or left out; at most so many. Who is one of us is judged as the projection does. */
export async function loadJudgedMails(tx: Tx, since: string, mailsMax: number): Promise<JudgedMail[]> {
  const rows = await tx.rows(sql<MailRow>`
    SELECT m.id, m.conversation_id, m.at, m.direction, m.subject, a.address AS sender, a.domain, m.agent_id, m.is_unproved_ours
    FROM (SELECT * FROM (
        (SELECT message_id, at FROM message_facts WHERE account_id = ${tx.accountId} AND at >= ${since}::timestamptz ORDER BY at DESC LIMIT ${mailsMax})
        UNION ALL (SELECT message_id, at FROM filtered_mails WHERE account_id = ${tx.accountId} AND at >= ${since}::timestamptz ORDER BY at DESC LIMIT ${mailsMax})) known ORDER BY at DESC, message_id DESC LIMIT ${mailsMax}) newest
      JOIN messages m ON m.account_id = ${tx.accountId} AND m.id = newest.message_id AND m.deleted_at IS NULL
      JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.kind = 'mail'
      LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    ORDER BY m.at DESC, m.id DESC`);
  const parties = Map.groupBy(await tx.rows(sql<{ message_id: number; role: 'to' | 'cc' | 'bcc'; address: string; domain: string }>`
    SELECT p.message_id, p.role, a.address, a.domain FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${tx.accountId} AND p.message_id = ANY(${rows.map((row) => row.id)}::bigint[]) AND p.role IN ('to', 'cc', 'bcc') ORDER BY p.message_id, p.ordinal`), (row) => row.message_id);
  const ours = await loadOurSide(tx);
  return rows.map((row) => {
    const atMs = Date.parse(row.at);
    const isOurs = row.agent_id !== null || (row.sender === null ? row.direction === 'outgoing' : !row.is_unproved_ours && ours.isInternal(row.sender, atMs));
    return {
      id: row.id, conversation_id: row.conversation_id, at: row.at, subject: row.subject, sender: { address: row.sender ?? '', domain: row.domain ?? '', isOurs },
      recipients: (parties.get(row.id) ?? []).map(({ role, address, domain }) => ({ role, address, domain, isOurs: ours.isChannel(address) || ours.isInternal(address, atMs) })),
    };
  });
}
