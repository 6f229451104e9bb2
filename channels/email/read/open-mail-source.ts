import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { asSourceError } from './open-bytes.ts';
import { readEmlFile } from './read-eml-file.ts';
import { openMailTree } from './read-eml-tree.ts';
import { isMaildir, readMaildir } from './read-maildir.ts';
import { folderOf, readMbox } from './read-mbox.ts';
import { tellMailFile } from './tell-mail-file.ts';

export type MailSourceKind = 'mbox' | 'eml' | 'maildir' | 'eml-tree';

export interface MailSource {
  kind: MailSourceKind;
  mails: AsyncIterable<SourceMail>;
  /** Files of a directory that are no mail. */
  skipped: number;
}

/** Decides by content what a path is: mbox or one mail (plain, gzip, xz), Maildir, or a directory of mails and mbox files. Throws where it is none. */
export async function openMailSource(path: string, options: ReadOptions = {}): Promise<MailSource> {
  const found = await stat(path).catch((error: unknown) => {
    throw asSourceError(error, path);
  });
  if (found.isDirectory()) {
    if (await isMaildir(path)) return { kind: 'maildir', mails: readMaildir(path, options), skipped: 0 };
    return { kind: 'eml-tree', ...(await openMailTree(path, options)) };
  }
  if (!found.isFile()) throw new MailSourceError('not-mail', `${path} is neither a file nor a directory.`, { key: 'source-no-file', values: { path } });
  const kind = await tellMailFile(path);
  if (kind === null) throw new MailSourceError('not-mail', `${path} is neither an mbox nor a mail.`, { key: 'source-no-mail', values: { path } });
  return { kind, mails: kind === 'mbox' ? readMbox(path, options) : readOne(path, options), skipped: 0 };
}

async function* readOne(path: string, options: ReadOptions): AsyncGenerator<SourceMail> {
  const { raw, bytesTotal, tooLarge, rawSize } = await readEmlFile(path, options);
  yield { raw, folder: folderOf(path), position: basename(path), bytesRead: bytesTotal, bytesTotal, ...(tooLarge ? { tooLarge, rawSize: rawSize ?? 0 } : {}) };
}
