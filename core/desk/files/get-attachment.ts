import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** A file of a message, as it is served. */
export interface AttachmentFile {
  readonly id: number;
  readonly messageId: number;
  readonly fileName: string | null;
  /** What the bytes prove. */
  readonly sniffedType: string;
  readonly disposition: 'inline' | 'attachment';
  readonly contentId: string | null;
  readonly sha256: string;
  readonly byteCount: number;
}

const columns: Sql = sql`f.id, f.message_id AS "messageId", f.file_name AS "fileName", f.sniffed_type AS "sniffedType", f.disposition, f.content_id AS "contentId", f.sha256, f.byte_count AS "byteCount"`;

/** Only of what can be read: messages and conversations that are deleted have no files any more. */
const readable: Sql = sql`
  FROM attachments f
  JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id AND m.deleted_at IS NULL
  JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'`;

/** One file by its id. Unknown, deleted and another account's answer alike. */
export async function getAttachment(tx: Tx, act: Act, id: number): Promise<AttachmentFile> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const found = await tx.maybe(sql<AttachmentFile>`SELECT ${columns} ${readable} WHERE f.account_id = ${tx.accountId} AND f.id = ${id}`);
  if (!found) throw notFound('attachment');
  return found;
}

/** The file that the HTML of a message names by `cid:`. The first of several with one name, as mail programs do. */
export async function getInlineFile(tx: Tx, act: Act, messageId: number, contentId: string): Promise<AttachmentFile> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const found = await tx.maybe(sql<AttachmentFile>`
    SELECT ${columns} ${readable} WHERE f.account_id = ${tx.accountId} AND f.message_id = ${messageId} AND f.content_id = ${contentId} ORDER BY f.ordinal LIMIT 1`);
  if (!found) throw notFound('file');
  return found;
}

/** All files of a conversation that are no pictures inside a text, in the order of its messages. Follows the redirect of a merged one. */
export async function findConversationFiles(tx: Tx, act: Act, conversationId: number): Promise<AttachmentFile[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const target = await tx.maybe(sql<{ id: number }>`
    SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!target) throw notFound('conversation');
  return tx.rows(sql<AttachmentFile>`
    SELECT ${columns} ${readable}
    WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${target.id} AND (f.disposition = 'attachment' OR f.content_id IS NULL)
    ORDER BY m.at, m.id, f.ordinal`);
}
