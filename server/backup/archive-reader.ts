import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupUnusable } from '#storage/backup/index.ts';
import type { ArchiveRecord } from './archive.ts';

const lineBytesMax = 64 * 1024 * 1024;
const pieceBytesMax = 1024 * 1024;

export interface ArchiveReader {
  /** The next record, whose content must have been read. Null: the archive ended as it should. */
  next(): Promise<ArchiveRecord | null>;
  /** The content of the record, in pieces. */
  content(record: ArchiveRecord): AsyncGenerator<Buffer>;
  close(): void;
}

/** Reads an archive and checks it on the way. Throws BackupUnusable as soon as something does not fit. */
export function openArchive(path: string, onBytes?: (bytes: number) => void): ArchiveReader {
  const input = createReadStream(path);
  input.on('data', (chunk) => onBytes?.(chunk.length));
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  const chunks = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const hash = createHash('sha256');
  let buffered: Buffer = Buffer.alloc(0);
  let hasEnded = false;

  async function fill(): Promise<boolean> {
    try {
      const { value, done } = await chunks.next();
      if (done) return false;
      buffered = buffered.length === 0 ? value : Buffer.concat([buffered, value]);
      return true;
    } catch (error) {
      throw explain(error, path);
    }
  }

  async function readLine(): Promise<Buffer | null> {
    let from = 0;
    for (;;) {
      const at = buffered.indexOf(10, from);
      if (at >= 0) {
        const line = buffered.subarray(0, at + 1);
        buffered = buffered.subarray(at + 1);
        return line;
      }
      from = buffered.length;
      if (from > lineBytesMax) throw damaged(path);
      if (!await fill()) {
        if (buffered.length > 0) throw damaged(path);
        return null;
      }
    }
  }

  return {
    next: async () => {
      const line = await readLine();
      if (line === null) {
        if (!hasEnded) throw new BackupUnusable(`${path} is cut off: its end is missing. Nothing was restored.`);
        return null;
      }
      if (hasEnded) throw damaged(path);
      const record = parseRecord(line, path);
      if (record.kind === 'end') {
        if (hash.digest('hex') !== record.sha256) throw damaged(path);
        hasEnded = true;
      } else {
        hash.update(line);
      }
      return record;
    },
    content: async function* content(record) {
      for (let left = record.bytes; left > 0;) {
        if (buffered.length === 0 && !await fill()) throw damaged(path);
        const piece = buffered.subarray(0, Math.min(left, pieceBytesMax));
        buffered = buffered.subarray(piece.length);
        left -= piece.length;
        hash.update(piece);
        yield piece;
      }
    },
    close: () => { input.destroy(); gunzip.destroy(); },
  };
}

function parseRecord(line: Buffer, path: string): ArchiveRecord {
  try {
    const record = JSON.parse(line.toString('utf8')) as ArchiveRecord;
    if (typeof record.kind !== 'string' || !Number.isSafeInteger(record.bytes) || record.bytes < 0) throw damaged(path);
    return record;
  } catch {
    throw damaged(path);
  }
}

function damaged(path: string): BackupUnusable {
  return new BackupUnusable(`${path} is damaged, was changed, or is no backup. Nothing was restored.`);
}

function explain(error: unknown, path: string): Error {
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return new BackupUnusable(`There is no file ${path}.`);
  if (code === 'EISDIR') return new BackupUnusable(`${path} is a directory; a backup is one file.`);
  if (code === 'EACCES') return new BackupUnusable(`This user may not read ${path}.`);
  if (code === 'Z_BUF_ERROR') return new BackupUnusable(`${path} is cut off: its end is missing. Nothing was restored.`);
  if (code?.startsWith('Z_')) return damaged(path);
  return error as Error;
}
