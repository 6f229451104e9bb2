import { createHash } from 'node:crypto';
import { findHeldCopies, finishImport, quarantineMails, receiveMails, receiveMailsMax, startImport, type ReceivedMail, type UnreadableMail } from '#core/conversations/index.ts';
import { recordFiles, type FileStore, type StoredFile } from '#core/files/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { crashPoint, type Database } from '#storage/index.ts';
import { createParsePool, type ParsePool } from '../parse/create-parse-pool.ts';
import { openMailSource } from '../read/open-mail-source.ts';
import { MailSourceError, type SourceMail } from '../read/mail-source.ts';
import { messageTimeFromFile } from './message-time.ts';
import { rawInDatabaseBytesMax, toReceivedMail } from './to-received-mail.ts';

export interface ImportInput {
  readonly paths: readonly string[];
  readonly channel: { readonly id: number; readonly isList: boolean };
  /** For Date headers that name no zone. */
  readonly zone: string | null;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Threads that parse; default: one per core. */
  readonly threads?: number;
}

export interface ImportProgress { readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number; readonly bytesRead: number; readonly bytesTotal: number | null; readonly path: string }

export interface ImportResult { readonly batchId: number; readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number }

/** Bytes of raw mail that one transaction takes at most, so that a batch of large mails stays small in memory. */
const batchBytesMax = 24 * 1024 * 1024;
/** The first batch is small: the database need not wait until many mails are parsed. */
const firstBatchMax = 50;

interface ParsedBatch { readonly mails: ReceivedMail[]; readonly unreadable: UnreadableMail[]; readonly files: readonly StoredFile[]; readonly heldCount: number; readonly heldQuarantine: number; readonly size: number; readonly last: SourceMail }

/**
 * Reads mail from files into a channel, each mail once. Silent (the act's origin is import: no reactor acts on it), repeatable and
 * resumable (a mail whose copy is there is not even parsed again), undoable as a batch. Files are durable before the transaction that
 * names them; while one batch is stored the next is being parsed.
 */
export async function importMail(database: Database, files: FileStore, act: Act, input: ImportInput): Promise<ImportResult> {
  const batchId = await database.withAccount(act.accountId, (tx) => startImport(tx, act, { channelId: input.channel.id, source: input.paths.join(', ') }));
  const counts = { read: 0, stored: 0, alreadyHeld: 0, quarantined: 0 };
  const pool = createParsePool(input.threads === undefined ? {} : { threads: input.threads });
  try {
    for (const path of input.paths) {
      let ahead: Promise<ParsedBatch> | null = null;
      const store = async (batch: ParsedBatch): Promise<void> => {
        await storeBatch(database, act, input.channel, batch, batchId, counts);
        input.onProgress?.({ ...counts, bytesRead: batch.last.bytesRead, bytesTotal: batch.last.bytesTotal, path });
      };
      const source = await openMailSource(path);
      for await (const raws of inBatches(source.mails)) {
        const parsing = parseBatch(database, files, pool, act, input, raws);
        parsing.catch(() => {}); // looked at when it is its turn
        if (ahead) await store(await ahead);
        ahead = parsing;
      }
      if (ahead) await store(await ahead);
    }
    await database.withAccount(act.accountId, (tx) => finishImport(tx, act, batchId, 'done', counts));
    return { batchId, ...counts };
  } catch (error) {
    await database.withAccount(act.accountId, (tx) => finishImport(tx, act, batchId, 'failed', counts)).catch(() => {});
    throw error instanceof MailSourceError ? new CoreError('invalid', error.safeText, { cause: error }) : error;
  } finally {
    await pool.close();
  }
}

async function* inBatches(mails: AsyncIterable<SourceMail>): AsyncGenerator<SourceMail[]> {
  let batch: SourceMail[] = [];
  let bytes = 0;
  let sizeMax = firstBatchMax;
  for await (const mail of mails) {
    batch.push(mail);
    bytes += mail.raw.byteLength;
    if (batch.length < sizeMax && bytes < batchBytesMax) continue;
    yield batch;
    sizeMax = receiveMailsMax;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function parseBatch(database: Database, files: FileStore, pool: ParsePool, act: Act, input: ImportInput, sources: readonly SourceMail[]): Promise<ParsedBatch> {
  const keyed = sources.map((source) => {
    const sha256 = createHash('sha256').update(source.raw).digest('hex');
    return { source, sha256, copyKey: `raw:${sha256}` };
  });
  const held = await database.withAccount(act.accountId, (tx) => findHeldCopies(tx, input.channel.id, keyed.map((entry) => entry.copyKey)));
  const fresh = keyed.filter((entry) => !held.stored.has(entry.copyKey) && !held.quarantined.has(entry.copyKey));
  crashPoint('parsing');
  const mails: ReceivedMail[] = [];
  const unreadable: UnreadableMail[] = [];
  const blobs: Uint8Array[] = [];
  const nowMs = Date.parse(act.now);
  const outcomes = await Promise.all(fresh.map(async (entry) => ({
    ...entry,
    outcome: entry.source.tooLarge
      ? { ok: false as const, code: 'too-large', safeText: `The mail has ${entry.source.rawSize ?? 'too many'} bytes; only its beginning is kept.` }
      : await pool.parse(entry.source.raw.slice()),
  })));
  for (const { source, sha256, copyKey, outcome } of outcomes) {
    if (source.raw.byteLength >= rawInDatabaseBytesMax) blobs.push(source.raw);
    if (!outcome.ok) {
      unreadable.push({
        copyKey, rawSha256: sha256, rawByteCount: source.raw.byteLength, raw: source.raw.byteLength < rawInDatabaseBytesMax ? source.raw : null,
        code: outcome.code, detail: outcome.safeText,
      });
      continue;
    }
    const time = messageTimeFromFile(outcome.mail, nowMs, input.zone);
    blobs.push(...outcome.mail.attachments.map((file) => file.content));
    mails.push(toReceivedMail(outcome.mail, outcome.safeHtml, outcome.remoteImages, {
      copyKey, folder: source.folder, copyFlags: source.flags ?? [], raw: source.raw, at: time.at, atSource: time.source, flags: time.flags,
    }));
  }
  const stored = await files.putMany(act.accountId, blobs); // while the batch before is being stored
  crashPoint('files-durable');
  return {
    mails, unreadable, files: stored, size: sources.length, last: sources.at(-1)!,
    heldCount: keyed.filter((entry) => held.stored.has(entry.copyKey)).length, heldQuarantine: keyed.filter((entry) => held.quarantined.has(entry.copyKey)).length,
  };
}

async function storeBatch(
  database: Database, act: Act, channel: ImportInput['channel'], batch: ParsedBatch, batchId: number,
  counts: { read: number; stored: number; alreadyHeld: number; quarantined: number },
): Promise<void> {
  const result = await database.withAccount(act.accountId, async (tx) => {
    await recordFiles(tx, act, batch.files);
    const received = await receiveMails(tx, act, channel, batch.mails, batchId);
    const quarantined = await quarantineMails(tx, act, channel.id, batch.unreadable, batchId);
    crashPoint('before-commit');
    return { ...received, quarantined };
  }, { timeoutMs: 120_000 }).catch((error: unknown) => { throw asImportError(error); });
  crashPoint('after-commit');
  counts.read += batch.size;
  counts.stored += result.stored;
  counts.alreadyHeld += result.alreadyHeld + batch.heldCount;
  counts.quarantined += batch.unreadable.length + batch.heldQuarantine;
}

function asImportError(error: unknown): unknown {
  if (error instanceof CoreError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '53100') return new CoreError('unavailable', 'The database has no disk space left. Nothing of this batch was stored; free some space and run the import again.', { cause: error });
  return error;
}
