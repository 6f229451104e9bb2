import { sql, type Tx } from '#storage/index.ts';
import { mailKey, type ReceivedMail } from '../mail/received-mail.ts';

/**
 * Copies of mails that we sent which servers on the way changed (a footer, a rewritten subject, an added header that counts): content hash ->
 * our message. They are known by our Message-ID, or the one that our server put in its place, and by our address as their true sender. Who
 * forges both is not shown as us.
 */
export async function findOwnMails(tx: Tx, mails: readonly ReceivedMail[]): Promise<Map<string, number>> {
  const ids = [...new Set(mails.flatMap((mail) => (mail.mailId === null ? [] : [mailKey(mail.mailId)])))];
  if (ids.length === 0) return new Map();
  const own = await tx.rows(sql<{ mailId: string; messageId: number; address: string }>`
    SELECT o.id AS "mailId", o.message_id AS "messageId", a.address
    FROM (SELECT account_id, message_id, mail_id AS id FROM outgoing_mails WHERE account_id = ${tx.accountId} AND mail_id = ANY(${ids}::text[])
          UNION ALL SELECT account_id, message_id, server_mail_id FROM outgoing_mails WHERE account_id = ${tx.accountId} AND server_mail_id = ANY(${ids}::text[])) o
    JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id AND m.deleted_at IS NULL
    JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id`);
  return new Map(mails.flatMap((mail) => {
    const found = mail.mailId === null ? undefined : own.find((row) => row.mailId === mailKey(mail.mailId!) && row.address === mail.sender.address);
    return found ? [[mail.contentHash, found.messageId] as const] : [];
  }));
}

/** Reports among the mails -> Message-ID (as stored) of the mail of ours that each is about. */
export async function findReported(tx: Tx, mails: readonly ReceivedMail[]): Promise<Map<ReceivedMail, string>> {
  const named = mails.flatMap((mail) => (mail.report?.originalMailId ? [{ mail, id: mailKey(mail.report.originalMailId) }] : []));
  if (named.length === 0) return new Map();
  const ids = named.map(({ id }) => id);
  const held = await tx.rows(sql<{ id: string; ours: string }>`
    SELECT DISTINCT m.mail_id AS id, m.mail_id AS ours FROM messages m
    WHERE m.account_id = ${tx.accountId} AND m.mail_id = ANY(${ids}::text[]) AND m.direction = 'outgoing' AND m.deleted_at IS NULL
    UNION SELECT o.server_mail_id, o.mail_id FROM outgoing_mails o WHERE o.account_id = ${tx.accountId} AND o.server_mail_id = ANY(${ids}::text[])`);
  const ours = new Map(held.map((row) => [row.id, row.ours]));
  return new Map(named.flatMap(({ mail, id }) => (ours.has(id) ? [[mail, ours.get(id)!] as const] : [])));
}
