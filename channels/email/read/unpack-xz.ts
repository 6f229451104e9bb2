import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import xzDecompress from 'xz-decompress';
import { MailSourceError } from './mail-source.ts';

export interface UnpackXzOptions {
  /** The program to try first; null goes straight to the WebAssembly decoder. */
  program?: string | null;
}

/**
 * Unpacks xz. The `xz` program works on another core and is half again as fast; where it is missing, a WebAssembly
 * decoder does the same in this process.
 */
export async function* unpackXz(packed: AsyncIterable<Buffer>, options: UnpackXzOptions = {}): AsyncGenerator<Buffer> {
  const program = options.program === undefined ? 'xz' : options.program;
  const child = program === null ? null : await start(program);
  yield* child === null ? unpackHere(packed) : unpackInChild(packed, child);
}

type XzChild = ReturnType<typeof spawnXz>;

function spawnXz(program: string) {
  return spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'ignore'] });
}

function start(program: string): Promise<XzChild | null> {
  return new Promise((resolve) => {
    const child = spawnXz(program);
    child.once('spawn', () => resolve(child));
    child.once('error', () => resolve(null));
  });
}

async function* unpackInChild(packed: AsyncIterable<Buffer>, child: XzChild): AsyncGenerator<Buffer> {
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const failure: { error: Error | null } = { error: null };
  child.stdin.on('error', () => {}); // a child that gave up is seen by its exit code
  const feeder = Readable.from(packed, { objectMode: false });
  feeder.on('error', (error) => {
    failure.error = error;
    child.stdin.end();
  });
  feeder.pipe(child.stdin);
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const code = await exit;
    if (failure.error !== null) throw failure.error;
    if (code !== 0) throw damaged(new Error(`xz ended with ${code}`));
  } finally {
    feeder.destroy();
    child.kill('SIGKILL');
  }
}

async function* unpackHere(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const failure: { error: Error | null } = { error: null };
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* packed;
    } catch (error) {
      failure.error = error instanceof Error ? error : new Error('read failed', { cause: error });
      throw failure.error;
    }
  };
  const stream = new xzDecompress.XzReadableStream(webStream(watched()));
  try {
    for await (const chunk of stream) yield Buffer.from(chunk);
  } catch (error) {
    throw failure.error ?? damaged(error);
  }
}

function damaged(cause: unknown): MailSourceError {
  return new MailSourceError('archive-damaged', 'The xz archive is truncated or damaged.', { key: 'archive-damaged', values: { format: 'xz' }, cause });
}

function webStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
