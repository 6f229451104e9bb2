import { notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MailParty } from '../mail/received-mail.ts';
import type { CheckedRecipients } from './check-content.ts';
import type { OutgoingAttachment } from './outgoing-mail.ts';

export async function insertParties(tx: Tx, messageId: number, from: MailParty | null, recipients: CheckedRecipients, addressIds: ReadonlyMap<string, number>): Promise<void> {
  const parties = [
    ...(from === null ? [] : [{ role: 'from', ...from }]),
    ...(['to', 'cc', 'bcc'] as const).flatMap((role) => recipients[role].map((party) => ({ role, ...party }))),
  ];
  const rows = parties.map((party, ordinal) => ({ role: party.role, ordinal, address_id: addressIds.get(party.address), name: party.name }));
  await tx.run(sql`
    INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id, name)
    SELECT ${tx.accountId}::bigint, ${messageId}::bigint, r.role, r.ordinal, r.address_id, r.name
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(role text, ordinal integer, address_id bigint, name text)`);
}

/** The bytes must be there (`files` rows); what they really are is known where a mail with the same bytes was read before, and else when this one is. */
export async function insertAttachments(tx: Tx, messageId: number, attachments: readonly OutgoingAttachment[]): Promise<void> {
  if (attachments.length === 0) return;
  const rows = attachments.map((file, ordinal) => ({
    ordinal, file_name: file.fileName, media_type: file.mediaType.toLowerCase(), disposition: file.disposition, content_id: file.contentId ?? null, sha256: file.sha256, sniffed_type: file.sniffedType ?? null,
  }));
  const inserted = await tx.run(sql`
    INSERT INTO attachments (account_id, message_id, ordinal, file_name, media_type, sniffed_type, disposition, content_id, sha256, byte_count)
    SELECT ${tx.accountId}::bigint, ${messageId}::bigint, r.ordinal, r.file_name, r.media_type,
      coalesce(r.sniffed_type, (SELECT a.sniffed_type FROM attachments a WHERE a.account_id = ${tx.accountId} AND a.sha256 = r.sha256 ORDER BY a.id LIMIT 1), 'application/octet-stream'),
      r.disposition, r.content_id, r.sha256, f.byte_count
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(ordinal integer, file_name text, media_type text, disposition text, content_id text, sha256 text, sniffed_type text)
    JOIN files f ON f.account_id = ${tx.accountId} AND f.sha256 = r.sha256`);
  if (inserted !== attachments.length) throw notFound('file');
}

/** The files of a message, in order. */
export async function findAttachments(tx: Tx, messageId: number): Promise<OutgoingAttachment[]> {
  return tx.rows(sql<OutgoingAttachment>`
    SELECT sha256, coalesce(file_name, '') AS "fileName", media_type AS "mediaType", disposition, content_id AS "contentId"
    FROM attachments WHERE account_id = ${tx.accountId} AND message_id = ${messageId} ORDER BY ordinal`);
}
