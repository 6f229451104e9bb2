import type { ContactSource } from '#core/channels/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { ShownContent } from '../contents/message-content.ts';
import type { Life } from '../conversation.ts';
import { contactSees } from './may-contact-see.ts';

/**
 * Who comes from outside, by one of the names that a channel has for him. Having it is the right to his conversations: it comes only from a door that has
 * checked it. Another name of the same contact is somebody else here, because what people say about themselves proves nothing.
 */
export type FromOutside = Pick<ContactSource, 'channelId' | 'sourceId'>;

/** A conversation as its contact sees it. */
export interface ContactConversation {
  readonly id: number;
  readonly uuid: string;
  readonly channelId: number;
  readonly contactId: number | null;
  readonly life: Life;
  readonly handler: 'bot' | 'person';
  readonly live: 'none' | 'chatting' | 'calling';
  /** Who has it. */
  readonly agent: { readonly id: number; readonly name: string } | null;
  readonly createdAt: string;
  readonly lastMessageAt: string;
  /** Up to when he, and somebody of ours, has looked. */
  readonly contactSeenAt: string | null;
  readonly ourSeenAt: string | null;
  /** What we wrote since he looked. */
  readonly unreadCount: number;
}

const columns: Sql = sql`c.id, c.uuid, c.channel_id AS "channelId", c.contact_id AS "contactId", c.life, c.handler, c.live, c.created_at AS "createdAt", c.last_message_at AS "lastMessageAt",
  c.contact_seen_at AS "contactSeenAt", c.read_at AS "ourSeenAt",
  (SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM agents g WHERE g.account_id = c.account_id AND g.id = c.assignee_id) AS agent,
  (SELECT count(*) FROM (SELECT 1 FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'outgoing' AND m.deleted_at IS NULL
     AND (c.contact_seen_at IS NULL OR m.at > c.contact_seen_at) LIMIT 100) u) AS "unreadCount"`;

/** His, by this name in this channel, deleted ones left out; what was merged into another's is not there any more. */
export const ofSource = (tx: Tx, { channelId, sourceId }: FromOutside): Sql => sql`
  c.account_id = ${tx.accountId} AND c.channel_id = ${channelId} AND c.source_id = ${sourceId} AND c.merged_into IS NULL AND c.life <> 'deleted'`;

const listMax = 100;

/** Newest first, at most a hundred. */
export async function findContactConversations(tx: Tx, source: FromOutside): Promise<ContactConversation[]> {
  return tx.rows(sql<ContactConversation>`SELECT ${columns} FROM conversations c WHERE ${ofSource(tx, source)} ORDER BY c.id DESC LIMIT ${listMax}`);
}

/** Follows a merge into another of his own. Everybody else's and unknown ones answer alike: `not-found`. */
export async function getContactConversation(tx: Tx, source: FromOutside, conversationId: number): Promise<ContactConversation> {
  const conversation = await tx.maybe(sql<ContactConversation>`
    SELECT ${columns} FROM conversations c WHERE ${ofSource(tx, source)} AND c.id = (
      SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId} AND r.channel_id = ${source.channelId} AND r.source_id = ${source.sourceId})`);
  if (!conversation) throw notFound('conversation');
  return conversation;
}

export interface ContactAttachment { readonly id: number; readonly fileName: string | null; readonly sniffedType: string; readonly byteCount: number; readonly sha256: string }

/** A message as the contact of its conversation sees it. */
export interface ContactMessage {
  readonly id: number;
  readonly at: string;
  readonly direction: 'incoming' | 'outgoing';
  /** '' where it was deleted. */
  readonly text: string;
  readonly isDeleted: boolean;
  readonly isBot: boolean;
  /** Who of ours wrote it. */
  readonly agent: { readonly id: number; readonly name: string } | null;
  readonly attachments: readonly ContactAttachment[];
  /** What it asks or shows beside its text. */
  readonly content: ShownContent | null;
  /** The key that his software gave with it. */
  readonly clientKey: string | null;
}

/** After or before a message of the conversation, by id: within a conversation ids are taken under its lock, so they tell the order of commits and nothing is missed. */
export interface ContactMessagePage { readonly afterId?: number; readonly beforeId?: number; readonly limit: number }

const pageMax = 200;

/** What he may see of it, oldest first: the newest page, or the one beside a message. `not-found` as `getContactConversation`. */
export async function findContactMessages(tx: Tx, source: FromOutside, conversationId: number, { afterId, beforeId, limit }: ContactMessagePage): Promise<ContactMessage[]> {
  const conversation = await getContactConversation(tx, source, conversationId);
  const isForward = afterId !== undefined;
  const rows = await tx.rows(sql<ContactMessage>`${messageSelect(tx, source)}
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversation.id} AND ${contactSees}
      ${afterId === undefined ? sql`` : sql`AND m.id > ${afterId}`} ${beforeId === undefined ? sql`` : sql`AND m.id < ${beforeId}`}
    ORDER BY m.id ${isForward ? sql`ASC` : sql`DESC`} LIMIT ${Math.max(1, Math.min(limit, pageMax))}`);
  return isForward ? rows : rows.reverse();
}

export async function getContactMessage(tx: Tx, source: FromOutside, conversationId: number, messageId: number): Promise<ContactMessage> {
  const conversation = await getContactConversation(tx, source, conversationId);
  const message = await tx.maybe(sql<ContactMessage>`${messageSelect(tx, source)}
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.conversation_id = ${conversation.id} AND ${contactSees}`);
  if (!message) throw notFound('message');
  return message;
}

/** Which of the newest of these messages have been deleted: for whoever holds them already. */
export async function findDeletedMessages(tx: Tx, source: FromOutside, conversationId: number): Promise<number[]> {
  const conversation = await getContactConversation(tx, source, conversationId);
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT n.id FROM (SELECT m.id, m.deleted_at FROM messages m WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${conversation.id} AND ${contactSees} ORDER BY m.id DESC LIMIT ${pageMax}) n
    WHERE n.deleted_at IS NOT NULL ORDER BY n.id`);
  return rows.map(({ id }) => id);
}

/** A file of a message that he may see; `not-found` for every other. */
export async function getContactFile(tx: Tx, source: FromOutside, attachmentId: number): Promise<ContactAttachment> {
  const file = await tx.maybe(sql<ContactAttachment>`
    SELECT a.id, a.file_name AS "fileName", a.sniffed_type AS "sniffedType", a.byte_count AS "byteCount", a.sha256
    FROM attachments a JOIN messages m ON m.account_id = a.account_id AND m.id = a.message_id AND m.deleted_at IS NULL AND ${contactSees}
      JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND ${ofSource(tx, source)}
    WHERE a.account_id = ${tx.accountId} AND a.id = ${attachmentId}`);
  if (!file) throw notFound('file');
  return file;
}

const messageSelect = (tx: Tx, { channelId, sourceId }: FromOutside): Sql => sql`
  SELECT m.id, m.at, m.direction, CASE WHEN m.deleted_at IS NULL THEN coalesce(b.text, '') ELSE '' END AS text, m.deleted_at IS NOT NULL AS "isDeleted", m.is_bot AS "isBot",
    CASE WHEN g.id IS NULL THEN NULL ELSE jsonb_build_object('id', g.id, 'name', g.name) END AS agent,
    (SELECT k.client_key FROM contact_message_keys k WHERE k.account_id = m.account_id AND k.channel_id = ${channelId} AND k.source_id = ${sourceId} AND k.message_id = m.id LIMIT 1) AS "clientKey",
    (SELECT jsonb_build_object('kind', x.kind, 'items', coalesce(x.content -> 'items', '[]'), 'answer', x.answer, 'answeredAt', x.answered_at)
     FROM message_contents x WHERE x.account_id = m.account_id AND x.message_id = m.id AND m.direction = 'outgoing' AND m.deleted_at IS NULL) AS content,
    CASE WHEN m.has_attachments AND m.deleted_at IS NULL THEN (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'fileName', a.file_name, 'sniffedType', a.sniffed_type, 'byteCount', a.byte_count, 'sha256', a.sha256) ORDER BY a.ordinal), '[]')
      FROM attachments a WHERE a.account_id = m.account_id AND a.message_id = m.id) ELSE '[]' END AS attachments
  FROM messages m LEFT JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    LEFT JOIN agents g ON g.account_id = m.account_id AND g.id = m.agent_id AND m.direction = 'outgoing'`;
