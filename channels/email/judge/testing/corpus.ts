import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import xz from 'xz-decompress';

/** Mail that other projects and lists made public; it lies beside the checkout and is never copied into it. */
const ROOT = resolve(import.meta.dirname, '../../../../../shared/corpora');

/** The folder of one corpus, or null where it is not there. */
export function findCorpus(name: string): string | null {
  const folder = resolve(ROOT, name);
  return existsSync(folder) ? folder : null;
}

/** What a test prints when it cannot run. */
export function missing(name: string): string {
  return `corpus ../shared/corpora/${name} is not on this machine`;
}

/** The files of a folder, by name. */
export function listFiles(folder: string, extension: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(extension)).toSorted();
}

/** An .xz file as text of single bytes (latin1), so that raw mail survives. */
export async function readXz(file: string): Promise<string> {
  const stream = new xz.XzReadableStream(new Blob([readFileSync(file)]).stream());
  const parts: Uint8Array[] = [];
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts).toString('latin1');
}

/** The raw messages of an mbox with mboxrd quoting, in order. */
export async function readMbox(file: string): Promise<string[]> {
  const text = await readXz(file);
  return text
    .split(/^From mboxrd@z Thu Jan {2}1 00:00:00 1970\n/m)
    .slice(1)
    .map((raw) => raw.replace(/^>(>*From )/gm, '$1'));
}

/** The rows of a .jsonl.xz file. */
export async function readRows<Row>(file: string): Promise<Row[]> {
  const text = Buffer.from(await readXz(file), 'latin1').toString('utf8');
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}
