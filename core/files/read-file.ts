import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CoreError, notFound } from '#core/kernel/index.ts';

/** The whole blob, checked against the sha256 it is named by. */
export async function readWhole(path: string, sha256: string): Promise<Buffer> {
  const content = await readFile(path).catch(asNotFound);
  if (createHash('sha256').update(content).digest('hex') !== sha256) throw damaged();
  return content;
}

/** The blob as a stream that fails at its end where the bytes were not those of the name. */
export async function openFile(path: string, sha256: string): Promise<Readable> {
  const handle = await open(path, 'r').catch(asNotFound);
  async function* checked() {
    const hash = createHash('sha256');
    for await (const chunk of handle.createReadStream({ highWaterMark: 256 * 1024 })) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
    if (hash.digest('hex') !== sha256) throw damaged();
  }
  const stream = Readable.from(checked(), { objectMode: false });
  stream.once('close', () => { handle.close().catch(() => {}); }); // a reader that never reads leaves no open file
  return stream;
}

/** Bytes `start` to `end`, both included. */
export async function openFilePart(path: string, { start, end }: { readonly start: number; readonly end: number }): Promise<Readable> {
  const handle = await open(path, 'r').catch(asNotFound);
  return handle.createReadStream({ start, end, highWaterMark: 256 * 1024 }); // closes the handle when it ends or is destroyed
}

export async function fileExists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false;
    throw error;
  }
}

function asNotFound(error: Error & { code?: string }): never {
  if (error.code === 'ENOENT') throw notFound('file');
  throw error;
}

function damaged(): CoreError {
  return new CoreError('unavailable', 'The stored file is damaged.', { key: 'file-damaged' });
}
