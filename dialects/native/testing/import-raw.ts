import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importMail } from '#channels/email/import/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { sql } from '#storage/index.ts';
import type { Desk } from '#testkit/people/open-desk.ts';

export interface HeldMail { readonly messageId: number; readonly conversationId: number; readonly mailId: string }

/** Takes raw mails by the same way as any mail: from files, through parser, sanitiser and store. In the order of their Message-IDs. */
export async function importRaw(desk: Desk, files: FileStore, mails: readonly Buffer[]): Promise<HeldMail[]> {
  const dir = await mkdtemp(join(tmpdir(), 'native-mails-'));
  try {
    for (const [at, raw] of mails.entries()) await writeFile(join(dir, `${String(at).padStart(5, '0')}.eml`), raw);
    // A directory is read in batches; so many single files would be a transaction each.
    await importMail(desk.database, files, { ...desk.act, origin: 'import' }, { paths: [dir], channel: desk.help, zone: null, threads: 1 });
    return await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<HeldMail>`
      SELECT id AS "messageId", conversation_id AS "conversationId", mail_id AS "mailId" FROM messages WHERE account_id = ${desk.accountId} AND mail_id IS NOT NULL ORDER BY mail_id`));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export interface MailPart { readonly type: string; readonly content: string | Buffer; readonly headers?: readonly string[] }

/** A mail with these parts, byte for byte as given. */
export function rawMail({ id, subject = 'Files', from = 'Bo <bo@home.test>', headers = [], parts }: { id: string; subject?: string; from?: string; headers?: readonly string[]; parts: readonly MailPart[] }): Buffer {
  const boundary = 'part-of-it';
  const head = [`Message-ID: <${id}>`, `From: ${from}`, 'To: help@desk.test', `Subject: ${subject}`, 'Date: Wed, 01 May 2024 10:00:00 +0000', 'MIME-Version: 1.0', ...headers, `Content-Type: multipart/related; boundary="${boundary}"`];
  const body = parts.map(({ type, content, headers: more = [] }) => [
    `--${boundary}`, `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...more, '', Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  ].join('\r\n'));
  return Buffer.from([...head, '', ...body, `--${boundary}--`, ''].join('\r\n'));
}

/** One red pixel. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
