import { getChannelSettings, type ChannelSettings } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MailParty } from '../mail/received-mail.ts';
import type { OutgoingAttachment } from './outgoing-mail.ts';
import { findAttachments } from './store-parts.ts';

/** Everything that the bytes of a mail are made of. */
export interface OutgoingParts {
  readonly messageId: number;
  readonly kind: 'new' | 'reply' | 'forward' | 'auto-reply';
  readonly mailId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly to: readonly MailParty[];
  readonly cc: readonly MailParty[];
  readonly attachments: readonly OutgoingAttachment[];
  readonly channel: { readonly address: string; readonly name: string; readonly settings: ChannelSettings };
  readonly agentName: string | null;
  /** What is quoted beneath or passed on; null: nothing. */
  readonly quoted: QuotedMail | null;
  /** IANA zone of the dates in quotes. */
  readonly zone: string;
}

export interface QuotedMail {
  readonly at: string;
  readonly subject: string;
  readonly from: MailParty | null;
  readonly to: readonly MailParty[];
  readonly cc: readonly MailParty[];
  readonly text: string;
  readonly html: string | null;
  /** Pictures that its HTML may name, by Content-ID. */
  readonly images: readonly (OutgoingAttachment & { readonly byteCount: number })[];
}

interface Said { subject: string; text: string; html: string | null }
interface Row extends Said { kind: OutgoingParts['kind']; mailId: string; inReplyTo: string[]; references: string[]; address: string; channelName: string; channelId: number; agentName: string | null; quotedId: number | null; zone: string }

export async function loadOutgoing(tx: Tx, act: Act, messageId: number): Promise<OutgoingParts> {
  requirePermission(act, 'conversations.read');
  const row = await tx.one(sql<Row>`
    SELECT o.kind, o.mail_id AS "mailId", m.in_reply_to AS "inReplyTo", m.refs AS "references", m.subject, b.text, b.html, ch.address, ch.name AS "channelName", ch.id AS "channelId",
      ag.name AS "agentName", CASE WHEN o.quotes THEN o.answers_id END AS "quotedId", (SELECT zone FROM accounts WHERE id = ${tx.accountId}) AS zone
    FROM outgoing_mails o
    JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id
    JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    JOIN channels ch ON ch.account_id = o.account_id AND ch.id = o.channel_id
    LEFT JOIN agents ag ON ag.account_id = m.account_id AND ag.id = m.agent_id
    WHERE o.account_id = ${tx.accountId} AND o.message_id = ${messageId}`);
  const parties = await partiesOf(tx, messageId);
  const { kind, mailId, inReplyTo, references, subject, text, html, agentName, zone } = row;
  return {
    messageId, kind, mailId, inReplyTo, references, subject, text, html, to: parties('to'), cc: parties('cc'), attachments: await findAttachments(tx, messageId),
    channel: { address: row.address, name: row.channelName, settings: await getChannelSettings(tx, act, row.channelId) }, agentName, zone,
    quoted: row.quotedId === null ? null : await loadQuoted(tx, row.quotedId),
  };
}

async function loadQuoted(tx: Tx, messageId: number): Promise<QuotedMail | null> {
  const row = await tx.maybe(sql<Said & { at: string }>`
    SELECT m.at, m.subject, b.text, b.html FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL`);
  if (!row) return null;
  const parties = await partiesOf(tx, messageId);
  const images = row.html === null ? [] : await tx.rows(sql<QuotedMail['images'][number]>`
    SELECT sha256, coalesce(file_name, '') AS "fileName", sniffed_type AS "mediaType", sniffed_type AS "sniffedType", 'inline' AS disposition, content_id AS "contentId", byte_count AS "byteCount"
    FROM attachments WHERE account_id = ${tx.accountId} AND message_id = ${messageId} AND content_id IS NOT NULL AND sniffed_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp') ORDER BY ordinal`);
  return { ...row, from: parties('from')[0] ?? null, to: parties('to'), cc: parties('cc'), images };
}

async function partiesOf(tx: Tx, messageId: number): Promise<(role: string) => MailParty[]> {
  const rows = await tx.rows(sql<MailParty & { role: string }>`
    SELECT p.role, p.name, a.address FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${tx.accountId} AND p.message_id = ${messageId} ORDER BY p.ordinal`);
  return (role) => rows.filter((row) => row.role === role).map(({ name, address }) => ({ name, address }));
}
