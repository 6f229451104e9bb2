import { seededRandom } from './seeded-random.ts';

export interface GeneratedMail { readonly id: string; readonly raw: Uint8Array }

/**
 * Raw mails of small threads between customers and us, for tests and benches: every tenth has an attachment, every twenty-fifth is over
 * 64 kB as a whole. Deterministic from the seed.
 */
export function* generatedMails(count: number, seed = 1): Generator<GeneratedMail> {
  const random = seededRandom(seed);
  const openThreads: { id: string; subject: string; customer: string; references: string[] }[] = [];
  for (let at = 0; at < count; at += 1) {
    const id = `mail-${seed}-${at}@generated.test`;
    const thread = random() < 0.6 && openThreads.length > 0 ? openThreads[Math.floor(random() * Math.min(openThreads.length, 50))]! : null;
    const customer = thread?.customer ?? `customer${Math.floor(random() * count)}@home.test`;
    const isOurs = thread !== null && random() < 0.5;
    const subject = thread?.subject ?? `Question ${at}: ${words(random, 4)}`;
    const lines = [
      `Received: from mx.home.test by mx.desk.test; ${date(at)}`,
      `From: ${isOurs ? 'Agent <agent@desk.test>' : `Customer <${customer}>`}`,
      `To: ${isOurs ? customer : 'help@desk.test'}`,
      `Subject: ${thread ? 'Re: ' : ''}${subject}`,
      `Date: ${date(at)}`,
      `Message-ID: <${id}>`,
      ...(thread ? [`In-Reply-To: <${thread.references.at(-1)!}>`, `References: ${thread.references.map((ref) => `<${ref}>`).join('\r\n ')}`] : []),
      'MIME-Version: 1.0',
    ];
    const body = Array.from({ length: 5 + Math.floor(random() * 20) }, () => words(random, 12)).join('\r\n');
    const isLarge = at % 25 === 24;
    const raw = at % 10 === 9 || isLarge ? withAttachment(lines, body, at, isLarge ? 80_000 : 2_000, random) : [...lines, 'Content-Type: text/plain; charset=utf-8', '', body, ''].join('\r\n');
    if (thread) thread.references.push(id);
    else openThreads.unshift({ id, subject, customer, references: [id] });
    yield { id, raw: Buffer.from(raw) };
  }
}

function withAttachment(lines: readonly string[], body: string, at: number, byteCount: number, random: () => number): string {
  const content = Buffer.from(Array.from({ length: byteCount }, () => Math.floor(random() * 256))).toString('base64').replace(/(.{76})/g, '$1\r\n');
  return [
    ...lines, `Content-Type: multipart/mixed; boundary="part-${at}"`, '', `--part-${at}`, 'Content-Type: text/plain; charset=utf-8', '', body, `--part-${at}`,
    `Content-Type: application/octet-stream; name="data-${at}.bin"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="data-${at}.bin"`, '', content, `--part-${at}--`, '',
  ].join('\r\n');
}

const vocabulary = 'lamp kettle invoice parcel delivery broken colour answer please thanks order number street window morning week urgent replace refund screw manual battery'.split(' ');

function words(random: () => number, count: number): string {
  return Array.from({ length: count }, () => vocabulary[Math.floor(random() * vocabulary.length)]!).join(' ');
}

function date(at: number): string {
  return new Date(Date.UTC(2024, 0, 8, 8) + at * 420_000).toUTCString().replace('GMT', '+0000');
}
