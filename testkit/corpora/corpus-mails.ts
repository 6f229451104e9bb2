import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReceivedMail } from '#core/conversations/index.ts';
import { messageTimeFromFile } from '#channels/email/import/message-time.ts';
import { toReceivedMail } from '#channels/email/take-in/to-received-mail.ts';
import { createParsePool } from '#channels/email/parse/create-parse-pool.ts';
import { openMailSource } from '#channels/email/read/open-mail-source.ts';

const root = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** A file of the corpora beside the checkout. `skip` says why a test of it cannot run. */
export function corpusFile(...parts: string[]): { path: string; skip: string | false } {
  const path = join(root, ...parts);
  return { path, skip: existsSync(path) ? false : `../shared/corpora/${parts.join('/')} is not on this machine` };
}

/** All mails of a file as core receives them; attachments are left out (their bytes are another test's matter). */
export async function corpusMails(path: string): Promise<ReceivedMail[]> {
  const pool = createParsePool();
  const mails: ReceivedMail[] = [];
  try {
    for await (const { source, outcome } of pool.parseAll((await openMailSource(path)).mails)) {
      if (!outcome.ok) throw new Error(`${source.position}: ${outcome.safeText}`);
      const time = messageTimeFromFile(outcome.mail, Date.now(), null);
      mails.push({
        ...toReceivedMail(outcome.mail, outcome.safeHtml, outcome.remoteImages, {
          copyKey: `raw:${outcome.mail.rawSha256}`, folder: source.folder, copyFlags: [], raw: new Uint8Array(0), at: time.at, atSource: time.source, flags: time.flags,
        }),
        attachments: [],
      });
    }
  } finally {
    await pool.close();
  }
  return mails;
}
