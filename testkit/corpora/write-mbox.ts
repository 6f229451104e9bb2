import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** Writes mails as an mboxrd file (a line of the body that begins with `From ` behind any number of `>` gets one more). */
export async function writeMbox(path: string, mails: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const file = createWriteStream(path);
  for await (const raw of mails) {
    const text = Buffer.from(raw).toString('latin1').replace(/^(>*From )/gm, '>$1');
    if (!file.write(`From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n${text}${text.endsWith('\n') ? '' : '\n'}\n`, 'latin1')) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
