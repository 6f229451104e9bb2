import { basename } from 'node:path';
import { mailBytesMaxDefault, type ReadOptions, type SourceMail } from './mail-source.ts';
import { openBytes } from './open-bytes.ts';
import { MboxSplitter, type SplitMail } from './split-mbox.ts';

/** Reads the mails of an mbox file, plain or packed by gzip or xz, one at a time. `position` is the byte offset in the unpacked file. */
export async function* readMbox(path: string, options: ReadOptions = {}): AsyncGenerator<SourceMail> {
  const source = await openBytes(path);
  const splitter = new MboxSplitter(options.mailBytesMax ?? mailBytesMaxDefault, options.quoting !== 'none');
  const folder = folderOf(path);
  const describe = (mail: SplitMail): SourceMail => ({
    raw: mail.raw,
    folder,
    position: String(mail.offset),
    bytesRead: source.bytesRead(),
    bytesTotal: source.bytesTotal,
    ...(mail.tooLarge ? { tooLarge: true, rawSize: mail.size } : {}),
  });
  for await (const chunk of source.chunks) {
    for (const mail of splitter.push(chunk)) yield describe(mail);
  }
  for (const mail of splitter.finish()) yield describe(mail);
}

/** `Sent.mbox.xz` is the folder `Sent`. */
export function folderOf(path: string): string {
  return basename(path).replace(/\.(?:gz|xz)$/i, '').replace(/\.(?:mbox|mbx|eml)$/i, '');
}
