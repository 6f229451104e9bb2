import { domainOf, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ReceivedMail } from './received-mail.ts';
import { mailKey } from './received-mail.ts';

/** A mail with everything decided. */
export interface MailToInsert {
  readonly id: number;
  readonly mail: ReceivedMail;
  readonly conversationId: number;
  readonly threadId: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly agentId: number | null;
  /** It says that it is from us, and nothing shows it. */
  readonly isUnprovedOurs: boolean;
}

/** Address -> id, for every address given; one or two statements. Sorted, so that two processes insert without deadlock. */
export async function ensureAddresses(tx: Tx, addresses: Iterable<string>): Promise<Map<string, number>> {
  const rows = [...new Set(addresses)].filter((address) => address !== '').map((address) => ({ address, domain: domainOf(address) }));
  if (rows.length === 0) return new Map();
  const json = JSON.stringify(rows);
  await tx.run(sql`
    INSERT INTO addresses (account_id, address, domain)
    SELECT ${tx.accountId}::bigint, r.address, r.domain FROM jsonb_to_recordset(${json}::jsonb) AS r(address text, domain text)
    WHERE NOT EXISTS (SELECT FROM addresses a WHERE a.account_id = ${tx.accountId} AND a.address = r.address)
    ORDER BY r.address ON CONFLICT DO NOTHING`);
  const found = await tx.rows(sql<{ id: number; address: string }>`
    SELECT id, address FROM addresses WHERE account_id = ${tx.accountId} AND address = ANY(${rows.map((row) => row.address)}::text[])`);
  return new Map(found.map((row) => [row.address, row.id]));
}

/** Messages with bodies, parties and attachments: four statements for the whole batch. */
export async function insertMails(tx: Tx, act: Act, channelId: number, mails: readonly MailToInsert[], addressIds: ReadonlyMap<string, number>, batchId: number | null): Promise<void> {
  await tx.run(sql`
    INSERT INTO messages (account_id, id, conversation_id, thread_id, channel_id, direction, at, at_source, stored_at, mail_id, in_reply_to, refs,
      subject, sender_id, sender_name, agent_id, is_automatic, automatic_kind, is_forward, is_reply_subject, content_hash, batch_id, flags, has_attachments, sender_proof, sender_check, is_unproved_ours)
    SELECT ${tx.accountId}::bigint, r.id, r.conversation_id, r.thread_id, ${channelId}::bigint, r.direction, r.at, r.at_source, ${act.now}::timestamptz,
      r.mail_id, r.in_reply_to, r.refs, r.subject, r.sender_id, r.sender_name, r.agent_id, r.is_automatic, r.automatic_kind, r.is_forward,
      r.is_reply_subject, r.content_hash, ${batchId}::bigint, r.flags, r.has_attachments, r.sender_proof, nullif(r.sender_check, 'null'), r.is_unproved_ours
    FROM json_to_recordset(${JSON.stringify(mails.map((entry) => messageRow(entry, addressIds)))}::json) AS r(
      id bigint, conversation_id bigint, thread_id bigint, direction text, at timestamptz, at_source text, mail_id text, in_reply_to text[], refs text[],
      subject text, sender_id bigint, sender_name text, agent_id bigint, is_automatic boolean, automatic_kind text, is_forward boolean,
      is_reply_subject boolean, content_hash text, flags text[], has_attachments boolean, sender_proof text, sender_check jsonb, is_unproved_ours boolean)`);
  await tx.run(sql`
    INSERT INTO message_bodies (account_id, message_id, text, html, remote_images)
    SELECT ${tx.accountId}::bigint, r.id, r.text, r.html, r.remote_images
    FROM json_to_recordset(${JSON.stringify(mails.map(({ id, mail }) => ({ id, text: mail.text, html: mail.html, remote_images: mail.remoteImages })))}::json)
      AS r(id bigint, text text, html text, remote_images integer)`);
  await tx.run(sql`
    INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id, name)
    SELECT ${tx.accountId}::bigint, r.id, r.role, r.ordinal, r.address_id, r.name
    FROM json_to_recordset(${JSON.stringify(mails.flatMap((entry) => partyRows(entry, addressIds)))}::json)
      AS r(id bigint, role text, ordinal integer, address_id bigint, name text)`);
  const attachments = mails.flatMap(({ id, mail }) => mail.attachments.map((file, ordinal) => ({
    id, ordinal, file_name: file.fileName, media_type: file.mediaType, sniffed_type: file.sniffedType, disposition: file.disposition,
    content_id: file.contentId, sha256: file.sha256, byte_count: file.byteCount,
  })));
  if (attachments.length === 0) return;
  await tx.run(sql`
    INSERT INTO attachments (account_id, message_id, ordinal, file_name, media_type, sniffed_type, disposition, content_id, sha256, byte_count)
    SELECT ${tx.accountId}::bigint, r.id, r.ordinal, r.file_name, r.media_type, r.sniffed_type, r.disposition, r.content_id, r.sha256, r.byte_count
    FROM json_to_recordset(${JSON.stringify(attachments)}::json) AS r(id bigint, ordinal integer, file_name text, media_type text, sniffed_type text,
      disposition text, content_id text, sha256 text, byte_count bigint)`);
}

export interface CopyToInsert { readonly messageId: number; readonly mail: ReceivedMail }

/** Where the mails lie. A copy that is there already is left alone. Returns how many were new. */
export async function insertCopies(tx: Tx, act: Act, channelId: number, copies: readonly CopyToInsert[], batchId: number | null): Promise<number> {
  if (copies.length === 0) return 0;
  const rows = copies.map(({ messageId, mail }) => ({
    message_id: messageId, copy_key: mail.copyKey, folder: mail.folder, flags: mail.copyFlags, raw_sha256: mail.rawSha256, at: mail.at, at_source: mail.atSource,
  }));
  return tx.run(sql`
    INSERT INTO message_copies (account_id, message_id, channel_id, copy_key, folder, flags, raw_sha256, at, at_source, batch_id, created_at)
    SELECT ${tx.accountId}::bigint, r.message_id, ${channelId}::bigint, r.copy_key, r.folder, r.flags, r.raw_sha256, r.at, r.at_source, ${batchId}::bigint, ${act.now}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r(message_id bigint, copy_key text, folder text, flags text[], raw_sha256 text, at timestamptz, at_source text)
    ON CONFLICT DO NOTHING`);
}

function messageRow({ id, mail, conversationId, threadId, direction, agentId, isUnprovedOurs }: MailToInsert, addressIds: ReadonlyMap<string, number>) {
  return {
    id, conversation_id: conversationId, thread_id: threadId, direction, at: mail.at, at_source: mail.atSource,
    mail_id: mail.mailId === null ? null : mailKey(mail.mailId), in_reply_to: mail.inReplyTo.map(mailKey), refs: mail.references.map(mailKey),
    subject: mail.subject, sender_id: addressIds.get(mail.sender.address) ?? null, sender_name: mail.sender.name, agent_id: agentId,
    is_automatic: mail.isAutomatic, automatic_kind: mail.automaticKind, is_forward: mail.isForward, is_reply_subject: mail.hasReplyPrefix,
    content_hash: mail.contentHash, flags: mail.flags, has_attachments: mail.attachments.length > 0,
    sender_proof: mail.verdict?.proof ?? null, sender_check: mail.verdict?.check ?? null, is_unproved_ours: isUnprovedOurs,
  };
}

function partyRows({ id, mail }: MailToInsert, addressIds: ReadonlyMap<string, number>) {
  const parties = [{ ...mail.sender, role: 'from' as const }, ...mail.recipients];
  return parties.flatMap((party, ordinal) => {
    const addressId = addressIds.get(party.address);
    return addressId === undefined ? [] : [{ id, role: party.role, ordinal, address_id: addressId, name: party.name }];
  });
}
