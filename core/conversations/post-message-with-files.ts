import { recordFiles } from '#core/files/index.ts';
import { invalid, notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkPosted, postStatement, type PostedMessage } from './post-message.ts';

/** A file that lies in the file store already. */
export interface PostedFile {
  readonly sha256: string;
  readonly byteCount: number;
  readonly fileName: string | null;
  /** What the sender claims, and what the bytes prove. */
  readonly mediaType: string;
  readonly sniffedType: string;
  /** Absent: attached. An inline picture is named in the HTML by its Content-ID. */
  readonly disposition?: 'attachment' | 'inline';
  readonly contentId?: string | null;
}

const filesMax = 20;

/** `postMessage` in a transaction that does more, with files (stored before it). A message of files alone needs no text. */
export async function postMessageWithFiles(tx: Tx, act: Act, message: PostedMessage & { readonly files?: readonly PostedFile[] }): Promise<{ messageId: number; conversationId: number }> {
  const { files = [] } = message;
  checkPosted(act, message, { mayBeEmpty: files.length > 0 });
  if (files.length > filesMax) throw invalid('files', `must be at most ${filesMax}`, 'too-many-items', { max: filesMax });
  const row = await tx.maybe(postStatement(act, message));
  if (!row) throw notFound('conversation');
  if (files.length > 0) {
    await recordFiles(tx, act, files.map(({ sha256, byteCount }) => ({ sha256, byteCount })));
    await tx.run(sql`
      INSERT INTO attachments (account_id, message_id, ordinal, file_name, media_type, sniffed_type, disposition, content_id, sha256, byte_count)
      SELECT ${tx.accountId}::bigint, ${row.message_id}::bigint, r.ordinality - 1, r.file ->> 'fileName', r.file ->> 'mediaType', r.file ->> 'sniffedType', coalesce(r.file ->> 'disposition', 'attachment'), r.file ->> 'contentId', r.file ->> 'sha256', (r.file ->> 'byteCount')::bigint
      FROM jsonb_array_elements(${JSON.stringify(files)}::jsonb) WITH ORDINALITY AS r(file, ordinality)`);
    await tx.run(sql`UPDATE messages SET has_attachments = true WHERE account_id = ${tx.accountId} AND id = ${row.message_id}`);
  }
  return { messageId: row.message_id, conversationId: row.conversation_id };
}
