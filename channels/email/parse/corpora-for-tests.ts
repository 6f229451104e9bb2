import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackXz } from '../read/unpack-xz.ts';

const root = fileURLToPath(new URL('../../../../shared/corpora', import.meta.url));

/** A folder of the corpora beside the checkout, or the reason why a test of it is skipped. */
export function corpus(name: string): { path: string; skip: string | false } {
  const path = join(root, name);
  return { path, skip: existsSync(path) ? false : `the corpus ../shared/corpora/${name} is not on this machine` };
}

/** Every file below a folder, by relative path. */
export function* corpusFiles(path: string, inside = ''): Generator<{ name: string; bytes: Buffer }> {
  for (const entry of readdirSync(join(path, inside)).sort()) {
    const name = inside === '' ? entry : `${inside}/${entry}`;
    if (statSync(join(path, name)).isDirectory()) yield* corpusFiles(path, name);
    else yield { name, bytes: readFileSync(join(path, name)) };
  }
}

/** The rows of a `.jsonl.xz` file. */
export async function readJsonLines<T>(path: string): Promise<T[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpackXz(packed(path))) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

async function* packed(path: string): AsyncGenerator<Buffer> {
  yield readFileSync(path);
}
