import type { Readable } from 'node:stream';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '#core/kernel/index.ts';
import { accountKey, fileKey } from './file-key.ts';
import { putFiles } from './put-files.ts';
import { fileExists, openFile, openFilePart, readWhole } from './read-file.ts';
import { removeDirectory } from './remove-directory.ts';
import { sweepTemporary } from './sweep-temporary.ts';
import { sweepUnnamed, type SweepOrder } from './unnamed-files.ts';

export interface StoredFile { readonly sha256: string; readonly byteCount: number }

export interface FileStore {
  /** Stores one blob durably. */
  put(accountId: number, content: Uint8Array): Promise<StoredFile>;
  /** Stores a batch durably, in the order given; each directory is fsynced once. */
  putMany(accountId: number, contents: readonly Uint8Array[]): Promise<StoredFile[]>;
  /** The bytes, checked against the name. `not-found`; `unavailable` where the disk gives other bytes. */
  read(accountId: number, sha256: string): Promise<Buffer>;
  /** The bytes as a stream; where the whole does not match the name it ends with an error, never with a clean end. */
  open(accountId: number, sha256: string): Promise<Readable>;
  /** A part, `start` to `end` inclusive, as a stream. A part cannot be checked against the name. */
  openPart(accountId: number, sha256: string, part: { readonly start: number; readonly end: number }): Promise<Readable>;
  exists(accountId: number, sha256: string): Promise<boolean>;
  /** Only for what no row names any more; a missing file is no error. */
  remove(accountId: number, sha256: string): Promise<void>;
  /** Removes all files of an account that is erased. Gives how many; none is no error. */
  removeAccount(accountId: number): Promise<number>;
  /** Removes what crashes left in `tmp/` over a day ago. */
  sweep(nowMs: number): Promise<number>;
  /** Removes an account's files that no row names and nobody used for a day. */
  sweepUnnamed(accountId: number, order: SweepOrder): Promise<number>;
}

/** Opens the store in a directory, which is made at the first write. */
export function openFileStore({ dir }: { dir: string }): FileStore {
  const guarded = async <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => { throw asCoreError(error); });
  return {
    put: async (accountId, content) => (await guarded(putFiles(dir, accountId, [content])))[0]!,
    putMany: (accountId, contents) => guarded(putFiles(dir, accountId, contents)),
    read: (accountId, sha256) => guarded(readWhole(join(dir, fileKey(accountId, sha256)), sha256)),
    open: (accountId, sha256) => guarded(openFile(join(dir, fileKey(accountId, sha256)), sha256)),
    openPart: (accountId, sha256, part) => guarded(openFilePart(join(dir, fileKey(accountId, sha256)), part)),
    exists: (accountId, sha256) => guarded(fileExists(join(dir, fileKey(accountId, sha256)))),
    remove: (accountId, sha256) => guarded(rm(join(dir, fileKey(accountId, sha256)), { force: true })),
    removeAccount: (accountId) => guarded(removeDirectory(join(dir, accountKey(accountId)))),
    sweepUnnamed: (accountId, order) => guarded(sweepUnnamed(join(dir, accountKey(accountId)), order)),
    sweep: (nowMs) => guarded(sweepTemporary(join(dir, 'tmp'), nowMs)),
  };
}

const outOfOrder = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'EFBIG']);

/** A full or broken disk is `unavailable`: the sender keeps its copy and tries again. Anything else is a fault and stays one. */
function asCoreError(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !outOfOrder.has(code)) return error;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new CoreError('unavailable', isFull ? 'There is no disk space left for files. Nothing was stored; free some space and try again.' : 'The file store cannot take or give files at this moment.', { key: isFull ? 'disk-full' : 'file-store-away', cause: error, retryAfterSeconds: 60 });
}
