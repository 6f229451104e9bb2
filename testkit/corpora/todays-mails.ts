import { readJsonLines } from '#channels/email/parse/corpora-for-tests.ts';
import type { SourceMail } from '#channels/email/read/mail-source.ts';
import { openMailSource } from '#channels/email/read/open-mail-source.ts';
import { shareOfDay } from '../walks/share-of-day.ts';

/** To parse a list's mails and store them takes a quarter of a minute and more. */
const days = 4;

/** Of a list whose threads were written down beside its `.mbox.xz` (`.dovecot-refs.jsonl.xz`), those whose turn it is today, each whole: Message-ID without brackets -> thread. */
export async function todaysThreads(mbox: string): Promise<ReadonlyMap<string, number>> {
  const rows = await readJsonLines<{ thread: number; messages: { id: string }[] }>(mbox.replace(/\.mbox\.xz$/, '.dovecot-refs.jsonl.xz'));
  return new Map(shareOfDay(rows, { days, about: 'real mail' }).flatMap(({ thread, messages }) => messages.map(({ id }) => [bareId(id), thread] as const)));
}

/** The mails of these threads, as they are. */
export async function todaysMails(mbox: string): Promise<AsyncIterable<SourceMail>> {
  const [wanted, { mails }] = [await todaysThreads(mbox), await openMailSource(mbox)];
  return of(wanted, mails);
}

async function* of(wanted: ReadonlyMap<string, number>, mails: AsyncIterable<SourceMail>): AsyncGenerator<SourceMail> {
  for await (const mail of mails) if (wanted.has(messageIdOf(mail.raw))) yield mail;
}

const bareId = (id: string): string => id.replaceAll(/^<|>$/g, '');

/** Without the parser, which is what is tested: '' where there is none. In these lists each mail has one, on one line. */
function messageIdOf(raw: Uint8Array): string {
  const [head = ''] = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 65_536)).toString('latin1').split(/\r?\n\r?\n/, 1);
  return bareId(/^message-id:\s*(<[^>]*>)/im.exec(head)?.[1] ?? '');
}
