import type { Readable } from 'node:stream';
import { readRawMail } from '#core/conversations/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** A mail byte for byte as it came (or was sent). */
export interface RawMail {
  readonly messageId: number;
  /** Of the bytes. */
  readonly sha256: string;
  readonly byteCount: number;
  /** The whole where it is small; else it lies in the file store under its sha256. */
  readonly bytes: Buffer | null;
}

/** Of several copies the one that came first. `not-found` for what is no mail, too: a note, a message of an API. */
export async function getRawMail(tx: Tx, act: Act, messageId: number): Promise<RawMail> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const found = await tx.maybe(sql<{ sha256: string; byteCount: number }>`
    SELECT r.sha256, r.byte_count AS "byteCount"
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    JOIN message_copies k ON k.account_id = m.account_id AND k.message_id = m.id
    JOIN raw_mails r ON r.account_id = k.account_id AND r.sha256 = k.raw_sha256
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.deleted_at IS NULL ORDER BY k.at, k.id LIMIT 1`);
  if (!found) throw notFound('mail');
  return { messageId, ...found, bytes: await readRawMail(tx, found.sha256) };
}

/** Its bytes, from wherever they lie; `part`: both ends included. */
export async function openRawMail(files: FileStore, accountId: number, mail: RawMail, part: { readonly start: number; readonly end: number } | null): Promise<Readable | Buffer> {
  if (mail.bytes !== null) return part === null ? mail.bytes : mail.bytes.subarray(part.start, part.end + 1);
  return part === null ? files.open(accountId, mail.sha256) : files.openPart(accountId, mail.sha256, part);
}
