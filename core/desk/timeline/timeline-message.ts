import { deliveryColumns, instantText, type Delivery, type SenderCheck, type SenderProof, type ShownContent } from '#core/conversations/index.ts';
import { sql, type Sql } from '#storage/index.ts';

/** One entry of a timeline. Instants RFC 3339 UTC, durations seconds. */
export interface TimelineMessage {
  readonly id: number;
  readonly direction: 'incoming' | 'outgoing' | 'note' | 'act';
  readonly at: string;
  readonly atSource: string;
  readonly storedAt: string;
  readonly channelId: number;
  readonly threadId: number | null;
  /** Message-ID without brackets. */
  readonly mailId: string | null;
  readonly subject: string;
  readonly agentId: number | null;
  readonly userId: number | null;
  /** The bot's name, else as the mail's header names its sender, else the agent's or user's name. */
  readonly authorName: string;
  readonly isAutomatic: boolean;
  readonly automaticKind: string | null;
  readonly isBot: boolean;
  /** The bot that wrote it with its token; null: none, or one of a call or chat. */
  readonly botId: number | null;
  readonly isForward: boolean;
  readonly flags: readonly string[];
  /** Null: nobody asked who sent it. */
  readonly senderProof: SenderProof | null;
  readonly senderCheck: SenderCheck | null;
  /** It says that it is from us, and nothing shows it. */
  readonly isUnprovedOurs: boolean;
  readonly text: string;
  /** Sanitised. */
  readonly html: string | null;
  readonly remoteImages: number;
  /** In header order; role from: the true sender. */
  readonly parties: readonly TimelineParty[];
  readonly attachments: readonly TimelineAttachment[];
  readonly labelIds: readonly number[];
  /** Of a mail that is sent from here; null for everything else. */
  readonly delivery: Delivery | null;
  /** What it shows besides its text, and what the customer answered in it; null: nothing. */
  readonly content: ShownContent | null;
  /** Null until the projection has come by, and for what is no mail. */
  readonly facts: TimelineFacts | null;
  /** Why no figure counts it; null: no filter leaves it out. */
  readonly leftOut: TimelineLeftOut | null;
}

export interface TimelineLeftOut {
  readonly because: 'domain' | 'address' | 'not-listed' | 'group';
  /** The domain or address that is named, or the group's name; null: not listed, or the filter is gone since. */
  readonly filter: string | null;
  readonly joinedBecause: TimelineFacts['joinedBecause'];
}

export interface TimelineParty { readonly role: 'from' | 'to' | 'cc' | 'bcc' | 'reply-to'; readonly name: string; readonly address: string }

export interface TimelineAttachment {
  readonly id: number;
  readonly fileName: string | null;
  readonly mediaType: string;
  readonly sniffedType: string;
  readonly disposition: 'inline' | 'attachment';
  readonly contentId: string | null;
  readonly byteCount: number;
}

export interface TimelineFacts {
  /** Why it stands in this conversation. */
  readonly joinedBecause: 'first' | 'in-reply-to' | 'references' | 'subject' | 'same-mail' | 'manual';
  readonly classification: string | null;
  readonly parentMessageId: number | null;
  readonly spanRaw: number | null;
  readonly spanBusiness: number | null;
  readonly waitRaw: number | null;
  readonly waitBusiness: number | null;
}

/** The columns of a `TimelineMessage`, of messages named m. */
export const timelineColumns: Sql = sql`
  m.id, m.direction, m.at, m.at_source AS "atSource", m.stored_at AS "storedAt", m.channel_id AS "channelId", m.thread_id AS "threadId", m.mail_id AS "mailId",
  m.subject, m.agent_id AS "agentId", m.user_id AS "userId",
  coalesce((SELECT coalesce(p.name, o.name) FROM bots o LEFT JOIN platform_bots p ON p.id = o.id AND o.is_platform WHERE o.account_id = m.account_id AND o.id = m.bot_id), nullif(m.sender_name, ''), (SELECT g.name FROM agents g WHERE g.account_id = m.account_id AND g.id = m.agent_id),
    (SELECT u.name FROM memberships w JOIN users u ON u.id = w.user_id WHERE w.account_id = m.account_id AND w.user_id = m.user_id), '') AS "authorName", m.is_automatic AS "isAutomatic", m.automatic_kind AS "automaticKind", m.is_bot AS "isBot", m.bot_id AS "botId",
  m.is_forward AS "isForward", m.flags, m.sender_proof AS "senderProof", m.sender_check AS "senderCheck", m.is_unproved_ours AS "isUnprovedOurs", coalesce(b.text, '') AS text, b.html, coalesce(b.remote_images, 0) AS "remoteImages",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'name', p.name, 'address', a.address) ORDER BY p.ordinal), '[]')
   FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
   WHERE p.account_id = m.account_id AND p.message_id = m.id) AS parties,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'fileName', f.file_name, 'mediaType', f.media_type, 'sniffedType', f.sniffed_type,
     'disposition', f.disposition, 'contentId', f.content_id, 'byteCount', f.byte_count) ORDER BY f.ordinal), '[]')
   FROM attachments f WHERE f.account_id = m.account_id AND f.message_id = m.id) AS attachments,
  (SELECT coalesce(jsonb_agg(l.label_id ORDER BY l.label_id), '[]') FROM message_labels l WHERE l.account_id = m.account_id AND l.message_id = m.id) AS "labelIds",
  (SELECT to_jsonb(d) FROM (SELECT ${deliveryColumns} FROM outgoing_mails o WHERE o.account_id = m.account_id AND o.message_id = m.id) d) AS delivery,
  (SELECT jsonb_build_object('kind', x.kind, 'items', coalesce(x.content -> 'items', '[]'), 'answer', x.answer, 'answeredAt', ${instantText(sql`x.answered_at`)})
   FROM message_contents x WHERE x.account_id = m.account_id AND x.message_id = m.id) AS content,
  (SELECT jsonb_build_object('joinedBecause', k.joined_because, 'classification', k.classification, 'parentMessageId', k.parent_id, 'spanRaw', k.span_raw,
     'spanBusiness', k.span_business, 'waitRaw', k.wait_raw, 'waitBusiness', k.wait_business)
   FROM message_facts k WHERE k.account_id = m.account_id AND k.message_id = m.id) AS facts,
  (SELECT jsonb_build_object('because', x.because, 'joinedBecause', x.joined_because, 'filter', coalesce(
     (SELECT e.value FROM mail_filter_entries e WHERE e.account_id = x.account_id AND e.id = x.entry_id), (SELECT g.name FROM mail_filter_groups g WHERE g.account_id = x.account_id AND g.id = x.group_id)))
   FROM filtered_mails x WHERE x.account_id = m.account_id AND x.message_id = m.id) AS "leftOut"`;
