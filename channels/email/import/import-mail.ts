import { finishImport, importSilenceMaxSeconds, receiveMailsMax, startImport, touchImport, type ImportCounts } from '#core/conversations/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { createParsePool } from '../parse/create-parse-pool.ts';
import { openMailSource, type MailSource } from '../read/open-mail-source.ts';
import { MailSourceError, type ReadOptions, type SourceMail } from '../read/mail-source.ts';
import { sha256Of, type IncomingMail } from '../take-in/incoming-mail.ts';
import { prepareMails, type PreparedMails, type PrepareTools } from '../take-in/prepare-mails.ts';
import { storeMails, type StoredPart } from '../take-in/store-mails.ts';
import { messageTimeFromFile } from './message-time.ts';

export interface ImportInput {
  readonly paths: readonly string[];
  /** The paths as `openMailPaths` opened them, where the caller wanted to know first whether they can be read. */
  readonly opened?: readonly OpenedPath[];
  readonly channel: { readonly id: number; readonly isList: boolean };
  /** The import that was begun for these paths (`startImport`); absent: one is begun here. */
  readonly batchId?: number;
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
    super(error instanceof CoreError ? error.code : 'invalid', error.safeText, { cause: error, key: error.key, values: error.values, ...retry });
    this.result = result;
  }
}

/** Bytes of raw mail that one transaction takes at most, so that a batch of large mails stays small in memory. */
const batchBytesMax = 24 * 1024 * 1024;
/** A quarter of the silence after which a run counts as dead. */
const heartbeatMs = importSilenceMaxSeconds * 250;
/** The first batch is small: the database need not wait until many mails are parsed. */
const firstBatchMax = 50;

interface ParsedBatch { readonly prepared: PreparedMails; readonly last: SourceMail }

/** Opens every path, or throws for the first that cannot be read or is no mail. Nothing is written. */
export async function openMailPaths(paths: readonly string[], options: ReadOptions = {}): Promise<OpenedPath[]> {
  const opened: OpenedPath[] = [];
  try {
    for (const path of paths) opened.push({ path, source: await openMailSource(path, options) });
  } catch (error) {
    throw error instanceof MailSourceError ? new CoreError('invalid', error.safeText, { cause: error, key: error.key, values: error.values }) : error;
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
  const batchId = input.batchId ?? await database.withAccount(act.accountId, (tx) => startImport(tx, act, { channelId: input.channel.id, source: input.paths.join(', ') }));
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
        await storeBatch(database, act, input.channel, batch.prepared, batchId, counts);
        input.onProgress?.({ ...counts, bytesRead: batch.last.bytesRead, bytesTotal: batch.last.bytesTotal, path, batchId });
      };
      const end = { error: null as MailSourceError | null };
      for await (const raws of inBatches(source.mails, end)) {
        const parsing = parseBatch({ database, files, pool, verifier: null }, act, input, raws);
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
    await database.withAccount(act.accountId, (tx) => finishImport(tx, act, batchId, 'failed', counts, error instanceof MailSourceError || error instanceof CoreError ? { text: error.safeText, key: error.key, values: error.values } : null)).catch(() => {});
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

async function parseBatch(tools: PrepareTools, act: Act, input: ImportInput, sources: readonly SourceMail[]): Promise<ParsedBatch> {
  const nowMs = Date.parse(act.now);
  const incoming = sources.map((source): IncomingMail => {
    const sha256 = sha256Of(source.raw);
    return {
      raw: source.raw, sha256, folder: source.folder, copyFlags: source.flags ?? [],
      copyKey: source.tooLarge ? `raw-prefix:${sha256}:${source.rawSize ?? 0}` : `raw:${sha256}`,
      unreadable: source.tooLarge ? { code: 'too-large', safeText: `The mail has ${source.rawSize ?? 'too many'} bytes; only its beginning is kept.` } : null,
      timeOf: (mail) => messageTimeFromFile(mail, nowMs, input.zone),
    };
  });
  return { prepared: await prepareMails(tools, act, input.channel.id, incoming), last: sources.at(-1)! };
}

type Counts = { -readonly [Key in keyof ImportCounts]: ImportCounts[Key] };

/** Stores a batch; what was done so far is written in the same transaction and counts once that has committed. */
async function storeBatch(database: Database, act: Act, channel: ImportInput['channel'], prepared: PreparedMails, batchId: number, counts: Counts): Promise<void> {
  const after = (part: StoredPart): Counts => ({
    read: counts.read + part.copyKeys.length, stored: counts.stored + part.stored, alreadyHeld: counts.alreadyHeld + part.alreadyHeld, quarantined: counts.quarantined + part.quarantined,
  });
  await storeMails(database, act, [channel], prepared, {
    batchId,
    alongside: (tx, part) => finishImport(tx, act, batchId, 'running', after(part)),
    committed: (part) => { Object.assign(counts, after(part)); },
  });
}
