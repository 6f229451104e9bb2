import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { asSourceError, openBytes } from './open-bytes.ts';
import { readEmlFile } from './read-eml-file.ts';
import { readEmlTree } from './read-eml-tree.ts';
import { isMaildir, readMaildir } from './read-maildir.ts';
import { folderOf, readMbox } from './read-mbox.ts';

export type MailSourceKind = 'mbox' | 'eml' | 'maildir' | 'eml-tree';

export interface MailSource {
  kind: MailSourceKind;
  mails: AsyncIterable<SourceMail>;
}

/** Decides by content what a path is: mbox or one mail (plain, gzip, xz), Maildir, or a directory of `.eml` files. */
export async function openMailSource(path: string, options: ReadOptions = {}): Promise<MailSource> {
  const found = await stat(path).catch((error: unknown) => {
    throw asSourceError(error, path);
  });
  if (found.isDirectory()) {
    return (await isMaildir(path)) ? { kind: 'maildir', mails: readMaildir(path, options) } : { kind: 'eml-tree', mails: readEmlTree(path, options) };
  }
  if (!found.isFile()) throw new MailSourceError('not-mail', `${path} is neither a file nor a directory.`);
  const head = await readHead(path);
  if (/^(?:\r?\n)*From /.test(head)) return { kind: 'mbox', mails: readMbox(path, options) };
  if (looksLikeMail(head)) return { kind: 'eml', mails: readOne(path, options) };
  throw new MailSourceError('not-mail', `${path} is neither an mbox nor a mail.`);
}

/** The first unpacked bytes. */
async function readHead(path: string): Promise<string> {
  const source = await openBytes(path);
  let head = '';
  for await (const chunk of source.chunks) {
    head += chunk.toString('latin1', 0, 4_096);
    if (head.length >= 4_096) break;
  }
  return head;
}

/** The first line is a header field, and one that mail has is among the first ones. */
function looksLikeMail(head: string): boolean {
  const text = head.replace(/^\xef\xbb\xbf/, '').replace(/\r\n?/g, '\n');
  return /^[\x21-\x39\x3b-\x7e]{1,80}[ \t]*:/.test(text) && /^(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|content-type|dkim-signature|x-[\w-]+)[ \t]*:/im.test(text);
}

async function* readOne(path: string, options: ReadOptions): AsyncGenerator<SourceMail> {
  const { raw, bytesTotal, tooLarge, rawSize } = await readEmlFile(path, options);
  yield { raw, folder: folderOf(path), position: basename(path), bytesRead: bytesTotal, bytesTotal, ...(tooLarge ? { tooLarge, rawSize: rawSize ?? 0 } : {}) };
}
