import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { asSourceError } from './open-bytes.ts';
import { readEmlFile, type EmlContent } from './read-eml-file.ts';

/** Letters of the info suffix `:2,FRS` and the IMAP flags they mean (cr.yp.to/proto/maildir.html). */
const flagOfLetter = new Map([
  ['D', '\\Draft'],
  ['F', '\\Flagged'],
  ['P', '$Forwarded'],
  ['R', '\\Answered'],
  ['S', '\\Seen'],
  ['T', '\\Deleted'],
]);

interface MaildirFile {
  path: string;
  bytes: number;
  folder: string;
  position: string;
  flags: string[];
}

/** True where a directory has the `cur` and `new` of a Maildir. */
export async function isMaildir(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => [] as string[]);
  return names.includes('cur') && names.includes('new');
}

/** Reads a Maildir and its Maildir++ subfolders (`.Sent`): `cur` and `new`, never `tmp`, where mails are unfinished. */
export async function* readMaildir(path: string, options: ReadOptions = {}): AsyncGenerator<SourceMail> {
  const files = await listMaildir(path);
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesRead = 0;
  for (const file of files) {
    bytesRead += file.bytes;
    const content = await readMoving(file, options);
    if (content === null) continue;
    const { raw, tooLarge, rawSize } = content;
    const size = tooLarge ? { tooLarge, rawSize: rawSize ?? 0 } : {};
    yield { raw, folder: file.folder, position: file.position, bytesRead, bytesTotal, flags: file.flags, ...size };
  }
}

async function listMaildir(path: string): Promise<MaildirFile[]> {
  try {
    const files = await listFolder(path, 'INBOX', '');
    for (const name of (await readdir(path)).sort()) {
      const folder = join(path, name);
      if (name.startsWith('.') && (await isMaildir(folder))) files.push(...(await listFolder(folder, name.slice(1), `${name}/`)));
    }
    return files;
  } catch (error) {
    throw asSourceError(error, path);
  }
}

async function listFolder(path: string, folder: string, prefix: string): Promise<MaildirFile[]> {
  const files: MaildirFile[] = [];
  for (const sub of ['cur', 'new']) {
    for (const name of (await readdir(join(path, sub))).sort()) {
      if (name.startsWith('.')) continue;
      const found = await stat(join(path, sub, name)).catch(() => null);
      if (found?.isFile()) files.push({ path: join(path, sub, name), bytes: found.size, folder, ...describeName(name, prefix) });
    }
  }
  return files;
}

/** The unique part names the mail for ever; the suffix changes with its flags. Some systems write `;` or `!` for the colon. */
function describeName(name: string, prefix: string): { position: string; flags: string[] } {
  const match = /^(.*?)[:;!]2,([A-Za-z]*)$/.exec(name);
  const letters = (match?.[2] ?? '').split('');
  return { position: `${prefix}${match?.[1] ?? name}`, flags: letters.flatMap((letter) => flagOfLetter.get(letter) ?? []) };
}

/** Another reader may rename a mail between listing and reading; then it lies in `cur` under new flags. Null: it was deleted. */
async function readMoving(file: MaildirFile, options: ReadOptions): Promise<EmlContent | null> {
  try {
    return await readEmlFile(file.path, options);
  } catch (error) {
    if (!(error instanceof MailSourceError) || error.code !== 'not-found') throw error;
  }
  const unique = basename(file.position);
  const current = join(dirname(dirname(file.path)), 'cur');
  const moved = (await readdir(current)).find((name) => basename(describeName(name, '').position) === unique);
  return moved === undefined ? null : readEmlFile(join(current, moved), options);
}
