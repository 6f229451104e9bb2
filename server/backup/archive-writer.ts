import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { CoreError } from '#core/kernel/index.ts';
import type { ArchiveRecord } from './archive.ts';

/** Mail is text and packs well at the lowest price; a higher level is much slower and hardly smaller. */
const gzipLevel = 2;

export interface ArchiveWriter {
  write(record: ArchiveRecord, content?: Buffer): Promise<void>;
  /** The content of a record whose header was written, in pieces. */
  append(content: Buffer): Promise<void>;
  /** Ends the archive, makes it durable and gives it its name. Returns the bytes of the file. */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Writes beside the wanted name until the archive is whole; readable for its owner only. `conflict` where the name is taken. */
export async function createArchive(path: string): Promise<ArchiveWriter> {
  const partial = `${path}.partial-${process.pid}`;
  const file = await open(partial, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => { throw cannotWrite(path, error); });
  const output = createWriteStream(partial, { fd: file.fd, autoClose: false });
  const gzip = createGzip({ level: gzipLevel, chunkSize: 256 * 1024 });
  let failure: Error | null = null;
  const fail = (error: Error): void => { failure ??= error; };
  gzip.on('error', fail);
  output.on('error', (error) => { fail(error); gzip.destroy(error); });
  gzip.pipe(output);
  const hash = createHash('sha256');

  async function append(content: Buffer, isHashed = true): Promise<void> {
    if (failure) throw cannotWrite(path, failure);
    if (isHashed) hash.update(content);
    if (!gzip.write(content)) await drained(gzip);
    if (failure) throw cannotWrite(path, failure);
  }

  return {
    append: (content) => append(content),
    write: async (record, content) => {
      await append(Buffer.from(`${JSON.stringify(record)}\n`));
      if (content && content.length > 0) await append(content);
    },
    finish: async () => {
      const end: ArchiveRecord = { kind: 'end', sha256: hash.digest('hex'), bytes: 0 };
      await append(Buffer.from(`${JSON.stringify(end)}\n`), false);
      gzip.end();
      await finished(output).catch((error: unknown) => { throw cannotWrite(path, error as Error); });
      await file.sync();
      const { size } = await file.stat();
      await file.close();
      await link(partial, path).catch((error: NodeJS.ErrnoException) => { throw cannotWrite(path, error); }); // never over another file
      await rm(partial, { force: true });
      const directory = await open(dirname(path), 'r');
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
      return size;
    },
    abandon: async () => {
      gzip.destroy();
      output.destroy();
      await file.close().catch(() => {});
      await rm(partial, { force: true });
    },
  };
}

function drained(gzip: Gzip): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      gzip.off('drain', go);
      gzip.off('close', go);
      resolve();
    };
    gzip.on('drain', go);
    gzip.on('close', go);
  });
}

function cannotWrite(path: string, error: Error & { code?: string }): CoreError {
  const why = error.code === 'ENOSPC' ? 'the disk is full' : error.code === 'EEXIST' ? 'there is a file of that name'
    : error.code === 'ENOENT' ? 'its directory does not exist' : error.code === 'EACCES' ? 'this user may not write there' : error.message;
  return new CoreError('unavailable', `The backup cannot be written to ${path}: ${why}. Nothing was left behind.`, { cause: error });
}
