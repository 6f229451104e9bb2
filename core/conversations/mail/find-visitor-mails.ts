import { sql, type Tx } from '#storage/index.ts';
import { mailKey, type ReceivedMail } from './received-mail.ts';

/**
 * Content hashes of copies of mails that went after visitors (`goOnByMail`), as mailboxes keep them of what they send: what they say stands in the chat already. By Message-ID, and by a
 * mailbox of ours as their sender: who else writes with that Message-ID is heard.
 */
export async function findVisitorMails(tx: Tx, mails: readonly ReceivedMail[]): Promise<string[]> {
  const keys = mails.flatMap(({ mailId }) => (mailId === null ? [] : [mailKey(mailId)]));
  if (keys.length === 0) return [];
  const rows = await tx.rows(sql<{ mailId: string }>`
    SELECT v.mail_id AS "mailId" FROM unnest(${keys}::text[]) AS k(id) CROSS JOIN LATERAL (SELECT v.mail_id FROM visitor_mails v WHERE v.account_id = ${tx.accountId} AND v.mail_id = k.id OFFSET 0) v`);
  if (rows.length === 0) return [];
  const own = new Set(rows.map(({ mailId }) => mailId));
  const mailboxes = new Set((await tx.rows(sql<{ address: string }>`SELECT address FROM channels WHERE account_id = ${tx.accountId} AND address IS NOT NULL`)).map(({ address }) => address));
  return mails.filter(({ mailId, sender }) => mailId !== null && own.has(mailKey(mailId)) && mailboxes.has(sender.address)).map(({ contentHash }) => contentHash);
}
