import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MailSourceError } from './mail-source.ts';
import { unpackXz } from './unpack-xz.ts';

export type Packing = 'none' | 'gzip' | 'xz';

export interface OpenedBytes {
  /** Unpacked content in chunks; at most some chunks are held. */
  chunks: AsyncIterable<Buffer>;
  packing: Packing;
  bytesTotal: number;
  /** Bytes of the file as stored that were read so far. */
  bytesRead: () => number;
}

const chunkBytes = 256 * 1024;

/** Tells the packing of a file by its first bytes (RFC 1952 section 2.3.1; the .xz file format section 2.1.1). */
export async function detectPacking(path: string): Promise<Packing> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw asSourceError(error, path);
  });
  try {
    const { buffer } = await handle.read(Buffer.alloc(6), 0, 6, 0);
    if (buffer.toString('latin1') === '\xfd7zXZ\0') return 'xz';
    return buffer[0] === 0x1f && buffer[1] === 0x8b ? 'gzip' : 'none';
  } finally {
    await handle.close();
  }
}

/** Opens a file for streaming, unpacking gzip and xz. */
export async function openBytes(path: string): Promise<OpenedBytes> {
  const packing = await detectPacking(path);
  const { size } = await stat(path);
  let count = 0;
  const stored = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      count += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  const unpacked = packing === 'gzip' ? unpackGzip(stored()) : packing === 'xz' ? unpackXz(stored()) : stored();
  return { chunks: reported(unpacked, path), packing, bytesTotal: size, bytesRead: () => count };
}

async function* unpackGzip(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  pipeline(Readable.from(stored, { objectMode: false }), gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    throw new MailSourceError('archive-damaged', 'The gzip archive is truncated or damaged.', { key: 'archive-damaged', values: { format: 'gzip' }, cause: error });
  }
}

/** Errors of the file system become errors of the source. */
async function* reported(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw asSourceError(error, path);
  }
}

/** What went wrong with a path, for the administrator who named it. */
export function asSourceError(error: unknown, path: string): MailSourceError {
  if (error instanceof MailSourceError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new MailSourceError('not-found', `There is no file or directory ${path}.`, { key: 'source-missing', values: { path }, cause: error });
  return new MailSourceError('not-readable', `${path} cannot be read.`, { key: 'source-unreadable', values: { path }, cause: error });
}
