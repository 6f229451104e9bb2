import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReceivedMail } from '#core/conversations/index.ts';
import { messageTimeFromFile } from '#channels/email/import/message-time.ts';
import { toReceivedMail } from '#channels/email/take-in/to-received-mail.ts';
import { createParsePool } from '#channels/email/parse/create-parse-pool.ts';
import type { SourceMail } from '#channels/email/read/mail-source.ts';
import { openMailSource } from '#channels/email/read/open-mail-source.ts';
import { madeOnce } from './made-once.ts';
import { todaysMails } from './todays-mails.ts';

const root = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

/** A file of the corpora beside the checkout. `skip` says why a test of it cannot run. */
export function corpusFile(...parts: string[]): { path: string; skip: string | false } {
  const path = join(root, ...parts);
  return { path, skip: existsSync(path) ? false : `../shared/corpora/${parts.join('/')} is not on this machine` };
}

export interface CorpusMail {
  /** As core receives it; attachments are left out (their bytes are another test's matter). */
  readonly received: ReceivedMail;
  /** What its headers say. */
  readonly headers: { readonly messageId: string | null; readonly references: readonly string[]; readonly inReplyTo: readonly string[]; readonly date: string | null; readonly trueSender: string };
}

/** Today's mails of a file of the corpora, parsed. Parsing takes seconds, so a run does it once. */
export function readCorpus(path: string): Promise<readonly CorpusMail[]> {
  return madeOnce(`corpus-${basename(path)}`, async () => parseMails(await todaysMails(path)));
}

/** Mails as core receives them: of a file of the corpora today's, of another all. */
export async function corpusMails(path: string): Promise<ReceivedMail[]> {
  const mails = path.startsWith(root) ? await readCorpus(path) : await parseMails((await openMailSource(path)).mails);
  return mails.map(({ received }) => received);
}

async function parseMails(sources: AsyncIterable<SourceMail>): Promise<CorpusMail[]> {
  const pool = createParsePool({ timeoutMs: 30_000 });
  const mails: CorpusMail[] = [];
  try {
    for await (const { source, outcome } of pool.parseAll(sources)) {
      if (!outcome.ok) throw new Error(`${source.position}: ${outcome.safeText}`);
      const { mail } = outcome;
      const time = messageTimeFromFile(mail, Date.now(), null);
      mails.push({
        received: {
          ...toReceivedMail(mail, outcome.safeHtml, outcome.remoteImages, {
            copyKey: `raw:${mail.rawSha256}`, folder: source.folder, copyFlags: [], raw: new Uint8Array(0), at: time.at, atSource: time.source, flags: time.flags,
          }),
          attachments: [],
        },
        headers: { messageId: mail.messageId, references: mail.references, inReplyTo: mail.inReplyTo, date: mail.date, trueSender: mail.trueSender.address },
      });
    }
  } finally {
    await pool.close();
  }
  return mails;
}
