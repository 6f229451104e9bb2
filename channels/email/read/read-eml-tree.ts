import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { asSourceError } from './open-bytes.ts';
import { readEmlFile } from './read-eml-file.ts';
import { isMaildir, readMaildir } from './read-maildir.ts';
import { folderOf, readMbox } from './read-mbox.ts';
import { tellMailFile } from './tell-mail-file.ts';

interface TreeEntry {
  kind: 'mbox' | 'eml' | 'maildir' | null;
  path: string;
  position: string;
  folder: string;
  /** 0 for a Maildir, which lists its files itself. */
  bytes: number;
}

const emlName = /\.eml(?:\.(?:gz|xz))?$/i;

/**
 * Finds the mails below a directory: `.eml` files by their name, other files (mbox, mails without an ending) by their content, Maildirs.
 * They are read in the order of their paths. Links are not followed; they and what is no mail are counted in `skipped`, hidden files are not.
 */
export async function openMailTree(path: string, options: ReadOptions = {}): Promise<{ mails: AsyncGenerator<SourceMail>; skipped: number }> {
  const entries: TreeEntry[] = [];
  let skipped = 0;
  for await (const entry of walk(path, '')) {
    if (entry.kind !== null) entries.push(entry);
    else if (!basename(entry.path).startsWith('.')) skipped += 1;
  }
  if (entries.length === 0) throw new MailSourceError('not-mail', `${path} holds no Maildir, no mbox and no mails.`, { key: 'source-empty', values: { path } });
  return { mails: readEntries(entries, options), skipped };
}

async function* readEntries(entries: readonly TreeEntry[], options: ReadOptions): AsyncGenerator<SourceMail> {
  const bytesTotal = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  let bytesBefore = 0;
  for (const entry of entries) {
    if (entry.kind === 'eml') {
      const { raw, tooLarge, rawSize } = await readEmlFile(entry.path, options);
      yield {
        raw, folder: entry.folder, position: entry.position, bytesRead: bytesBefore + entry.bytes, bytesTotal,
        ...(tooLarge ? { tooLarge, rawSize: rawSize ?? 0 } : {}),
      };
    } else {
      const isMbox = entry.kind === 'mbox';
      for await (const mail of isMbox ? readMbox(entry.path, options) : readMaildir(entry.path, options)) {
        const folder = isMbox ? entry.folder : `${entry.folder}/${mail.folder}`;
        yield { ...mail, folder, position: `${entry.position}:${mail.position}`, bytesRead: bytesBefore + (isMbox ? mail.bytesRead : 0), bytesTotal };
      }
    }
    bytesBefore += entry.bytes;
  }
}

async function* walk(root: string, inside: string): AsyncGenerator<TreeEntry> {
  const directory = join(root, inside);
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw asSourceError(error, directory);
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const position = inside === '' ? entry.name : `${inside}/${entry.name}`;
    const path = join(root, position);
    const around = inside === '' ? basename(root) : inside;
    if (entry.isDirectory()) {
      if (await isMaildir(path)) yield { kind: 'maildir', path, position, folder: position, bytes: 0 };
      else yield* walk(root, position);
    } else if (!entry.isFile()) yield { kind: null, path, position, folder: around, bytes: 0 };
    else {
      const kind = emlName.test(entry.name) ? 'eml' : await tellMailFile(path);
      const folder = kind === 'mbox' ? (inside === '' ? folderOf(path) : `${inside}/${folderOf(path)}`) : around;
      yield { kind, path, position, folder, bytes: (await stat(path)).size };
    }
  }
}
