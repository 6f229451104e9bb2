import { createHash } from 'node:crypto';
import {
  findHeldCopies, finishImport, importSilenceMaxSeconds, quarantineMails, receiveMails, receiveMailsMax, startImport, touchImport, type ImportCounts, type ReceivedMail, type UnreadableMail,
} from '#core/conversations/index.ts';
import { recordFiles, type FileStore, type StoredFile } from '#core/files/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { crashPoint, type Database } from '#storage/index.ts';
import { createParsePool, type ParsePool } from '../parse/create-parse-pool.ts';
import { openMailSource, type MailSource } from '../read/open-mail-source.ts';
import { MailSourceError, type ReadOptions, type SourceMail } from '../read/mail-source.ts';
import { messageTimeFromFile } from './message-time.ts';
import { rawInDatabaseBytesMax, toReceivedMail } from './to-received-mail.ts';

export interface ImportInput {
  readonly paths: readonly string[];
  /** The paths as `openMailPaths` opened them, where the caller wanted to know first whether they can be read. */
  readonly opened?: readonly OpenedPath[];
  readonly channel: { readonly id: number; readonly isList: boolean };
  /** For Date headers that name no zone. */
  readonly zone: string | null;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Threads that parse; default: one per core. */
  readonly threads?: number;
}

export interface ImportProgress { readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number; readonly bytesRead: number; readonly bytesTotal: number | null; readonly path: string; readonly batchId: number }

/** `skipped`: files of directories that are no mail. */
export interface ImportResult { readonly batchId: number; readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number; readonly skipped: number }

export interface OpenedPath { readonly path: string; readonly source: MailSource }

/** An import that ended before its end. What `result` counts was stored and stays. */
export class ImportFailed extends CoreError {
  readonly result: ImportResult;

  constructor(error: CoreError | MailSourceError, result: ImportResult) {
    const retry = error instanceof CoreError && error.retryAfterSeconds !== undefined ? { retryAfterSeconds: error.retryAfterSeconds } : {};
    super(error instanceof CoreError ? error.code : 'invalid', error.safeText, { cause: error, ...retry });
    this.result = result;
  }
}

/** Bytes of raw mail that one transaction takes at most, so that a batch of large mails stays small in memory. */
const batchBytesMax = 24 * 1024 * 1024;
/** A quarter of the silence after which a run counts as dead. */
const heartbeatMs = importSilenceMaxSeconds * 250;
/** The first batch is small: the database need not wait until many mails are parsed. */
const firstBatchMax = 50;

interface BatchToStore {
  readonly mails: readonly ReceivedMail[];
  readonly unreadable: readonly UnreadableMail[];
  readonly files: readonly StoredFile[];
  /** Copy keys that were in quarantine until now. */
  readonly retried: ReadonlySet<string>;
  readonly heldCount: number;
  readonly heldQuarantine: number;
  readonly size: number;
}
interface ParsedBatch extends BatchToStore { readonly last: SourceMail }

/** Opens every path, or throws for the first that cannot be read or is no mail. Nothing is written. */
export async function openMailPaths(paths: readonly string[], options: ReadOptions = {}): Promise<OpenedPath[]> {
  const opened: OpenedPath[] = [];
  try {
    for (const path of paths) opened.push({ path, source: await openMailSource(path, options) });
  } catch (error) {
    throw error instanceof MailSourceError ? new CoreError('invalid', error.safeText, { cause: error }) : error;
  }
  return opened;
}

/**
 * Reads mail from files into a channel, each mail once. Silent (the act's origin is import: no reactor acts on it), repeatable and
 * resumable (a mail whose copy is there is not even parsed again), undoable as a batch. Files are durable before the transaction that
 * names them; while one batch is stored the next is being parsed. Where a source breaks off, what was read of it is stored first.
 */
export async function importMail(database: Database, files: FileStore, act: Act, input: ImportInput): Promise<ImportResult> {
  const opened = input.opened ?? await openMailPaths(input.paths);
  const skipped = opened.reduce((sum, { source }) => sum + source.skipped, 0);
  const batchId = await database.withAccount(act.accountId, (tx) => startImport(tx, act, { channelId: input.channel.id, source: input.paths.join(', ') }));
  const counts: Counts = { read: 0, stored: 0, alreadyHeld: 0, quarantined: 0 };
  const pool = createParsePool(input.threads === undefined ? {} : { threads: input.threads });
  // Where the database cannot take it, the batch under way meets the same and says so.
  const heartbeat = setInterval(() => { database.withAccount(act.accountId, (tx) => touchImport(tx, act, batchId)).catch(() => {}); }, heartbeatMs);
  heartbeat.unref();
  try {
    for (const { path, source } of opened) {
      input.onProgress?.({ ...counts, bytesRead: 0, bytesTotal: null, path, batchId });
      let ahead: Promise<ParsedBatch> | null = null;
      const store = async (parsed: Promise<ParsedBatch>): Promise<void> => {
        const batch = await parsed;
        await storeBatch(database, act, input.channel, batch, batchId, counts);
        input.onProgress?.({ ...counts, bytesRead: batch.last.bytesRead, bytesTotal: batch.last.bytesTotal, path, batchId });
      };
      const end = { error: null as MailSourceError | null };
      for await (const raws of inBatches(source.mails, end)) {
        const parsing = parseBatch(database, files, pool, act, input, raws);
        parsing.catch(() => {}); // looked at when it is its turn
        if (ahead) await store(ahead);
        ahead = parsing;
      }
      if (ahead) await store(ahead);
      if (end.error) throw end.error;
    }
    await database.withAccount(act.accountId, (tx) => finishImport(tx, act, batchId, 'done', counts));
    return { batchId, ...counts, skipped };
  } catch (error) {
    await database.withAccount(act.accountId, (tx) => finishImport(tx, act, batchId, 'failed', counts)).catch(() => {});
    throw error instanceof MailSourceError || error instanceof CoreError ? new ImportFailed(error, { batchId, ...counts, skipped }) : error;
  } finally {
    clearInterval(heartbeat);
    await pool.close();
  }
}

/** Ends where the source ends; where that breaks off, it says so in `end` after what was read before. */
async function* inBatches(mails: AsyncIterable<SourceMail>, end: { error: MailSourceError | null }): AsyncGenerator<SourceMail[]> {
  let batch: SourceMail[] = [];
  let bytes = 0;
  let sizeMax = firstBatchMax;
  const reader = mails[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await reader.next().catch((error: unknown) => {
        if (!(error instanceof MailSourceError)) throw error;
        end.error = error;
        return { done: true as const, value: undefined };
      });
      if (next.done) break;
      batch.push(next.value);
      bytes += next.value.raw.byteLength;
      if (batch.length < sizeMax && bytes < batchBytesMax) continue;
      yield batch;
      sizeMax = receiveMailsMax;
      batch = [];
      bytes = 0;
    }
    if (batch.length > 0) yield batch;
  } finally {
    await reader.return?.();
  }
}

async function parseBatch(database: Database, files: FileStore, pool: ParsePool, act: Act, input: ImportInput, sources: readonly SourceMail[]): Promise<ParsedBatch> {
  const keyed = sources.map((source) => {
    const sha256 = createHash('sha256').update(source.raw).digest('hex');
    return { source, sha256, copyKey: source.tooLarge ? `raw-prefix:${sha256}:${source.rawSize ?? 0}` : `raw:${sha256}` };
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
      : await pool.parse(entry.source.raw),
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
    mails, unreadable, files: stored, retried: held.retryable, size: sources.length, last: sources.at(-1)!,
    heldCount: keyed.filter((entry) => held.stored.has(entry.copyKey)).length, heldQuarantine: keyed.filter((entry) => held.quarantined.has(entry.copyKey)).length,
  };
}

type Counts = { -readonly [Key in keyof ImportCounts]: ImportCounts[Key] };

/**
 * Stores a batch in one transaction. Where the database refuses what is in it, whatever it is that no second try cures, the batch is halved
 * until the one mail is found; that goes into quarantine and the others are stored.
 */
async function storeBatch(database: Database, act: Act, channel: ImportInput['channel'], batch: BatchToStore, batchId: number, counts: Counts): Promise<void> {
  const part = (of: BatchToStore): Promise<void> => storeBatch(database, act, channel, of, batchId, counts);
  const whole = (): Promise<void> => storeWhole(database, act, channel, batch, batchId, counts);
  try {
    // A foreign key fails where somebody removed, in the same moment, what these mails share with others: it is written anew.
    await whole().catch((error: unknown) => {
      if (sqlStateOf(error) !== '23503') throw error;
      return whole();
    });
  } catch (error) {
    const { mails } = batch;
    const refusal = refusalOf(error);
    if (refusal === null || mails.length === 0) throw asImportError(error);
    const bare = { ...batch, unreadable: [], heldCount: 0, heldQuarantine: 0 };
    const others = batch.size - mails.length;
    if (others > 0) {
      await part({ ...batch, mails: [], size: others });
      return part({ ...bare, mails, size: mails.length });
    }
    if (mails.length === 1) return part({ ...bare, mails: [], unreadable: [asRefused(mails[0]!, refusal)] });
    const half = Math.ceil(mails.length / 2);
    await part({ ...bare, mails: mails.slice(0, half), size: half });
    await part({ ...bare, mails: mails.slice(half), size: mails.length - half });
  }
}

async function storeWhole(database: Database, act: Act, channel: ImportInput['channel'], batch: BatchToStore, batchId: number, counts: Counts): Promise<void> {
  const named = new Set([...batch.mails.flatMap((mail) => mail.attachments.map((file) => file.sha256)), ...[...batch.mails, ...batch.unreadable].map((mail) => mail.rawSha256)]);
  const after = await database.withAccount(act.accountId, async (tx) => {
    await recordFiles(tx, act, batch.files.filter((file) => named.has(file.sha256)));
    const received = await receiveMails(tx, act, channel, batch.mails, batchId);
    await quarantineMails(tx, act, channel.id, batch.unreadable, batchId, batch.mails.map((mail) => mail.copyKey).filter((key) => batch.retried.has(key)));
    const sums: Counts = {
      read: counts.read + batch.size, stored: counts.stored + received.stored, alreadyHeld: counts.alreadyHeld + received.alreadyHeld + batch.heldCount,
      quarantined: counts.quarantined + batch.unreadable.length + batch.heldQuarantine,
    };
    await finishImport(tx, act, batchId, 'running', sums);
    crashPoint('before-commit');
    return sums;
  }, { timeoutMs: 120_000 });
  crashPoint('after-commit');
  Object.assign(counts, after);
}

/**
 * The SQLSTATE of an error that the same mail meets every time: class 22 (data exception), 54 (a limit of PostgreSQL), a value that a
 * column does not take. Null for all others.
 */
function refusalOf(error: unknown): string | null {
  const code = sqlStateOf(error);
  return /^(?:22|54)[0-9A-Z]{3}$|^235(?:02|14)$/.test(code) ? code : null;
}

function sqlStateOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function asRefused(mail: ReceivedMail, sqlState: string): UnreadableMail {
  return {
    copyKey: mail.copyKey, rawSha256: mail.rawSha256, rawByteCount: mail.rawByteCount, raw: mail.raw,
    code: 'refused-by-database', detail: `The database does not take this mail (SQLSTATE ${sqlState}).`,
  };
}

function asImportError(error: unknown): unknown {
  if (error instanceof CoreError) return error;
  if (sqlStateOf(error) === '53100') return new CoreError('unavailable', 'The database has no disk space left. Nothing of this batch was stored; free some space and run the import again.', { cause: error });
  return error;
}
