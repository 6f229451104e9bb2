import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { asSourceError } from './open-bytes.ts';
import { readEmlFile } from './read-eml-file.ts';

interface EmlFile {
  path: string;
  position: string;
  folder: string;
  bytes: number;
}

const emlName = /\.eml(?:\.(?:gz|xz))?$/i;

/** Reads every `.eml` file below a directory in the order of their paths. Links are not followed. */
export async function* readEmlTree(path: string, options: ReadOptions = {}): AsyncGenerator<SourceMail> {
  const files: EmlFile[] = [];
  for await (const file of walk(path, '')) files.push(file);
  if (files.length === 0) throw new MailSourceError('not-mail', `${path} holds no Maildir and no .eml files.`);
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
  for (const file of files) {
    const { raw, tooLarge, rawSize } = await readEmlFile(file.path, options);
    bytesRead += file.bytes;
    yield { raw, folder: file.folder, position: file.position, bytesRead, bytesTotal, ...(tooLarge ? { tooLarge, rawSize: rawSize ?? 0 } : {}) };
  }
}

async function* walk(root: string, inside: string): AsyncGenerator<EmlFile> {
  const directory = join(root, inside);
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw asSourceError(error, directory);
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const position = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, position);
    else if (entry.isFile() && emlName.test(entry.name)) {
      const path = join(root, position);
      yield { path, position, folder: inside === '' ? basename(root) : inside, bytes: (await stat(path)).size };
    }
  }
}
