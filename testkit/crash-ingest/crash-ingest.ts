import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSecretKey, setupAccount } from '#core/accounts/index.ts';
import { connectMailbox, ensureChannel } from '#core/channels/index.ts';
import { readRawMail } from '#core/conversations/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql, type Connection, type Database } from '#storage/index.ts';
import { startFakeImap } from '../fake-imap/start-fake-imap.ts';
import { freePort } from '../outside/free-port.ts';
import { handOver, talkSmtp, type SmtpTalk } from '../outside/smtp-talk.ts';
import { plainMail } from '../people/plain-mail.ts';
import { superviseServer, type SupervisedServer } from './supervise-server.ts';

export interface CrashIngestInput {
  readonly connection: Connection;
  readonly smtpMails: number;
  readonly imapMails: number;
  readonly connections: number;
  /** Every so-manieth mail has an attachment of so many bytes. */
  readonly attachmentEvery: number;
  readonly attachmentBytes: number;
  /** Crash points, one for each start of the server. */
  readonly crashAt?: readonly string[];
  /** SIGKILLs at random moments, spread over the mails, each while the server is up. */
  readonly randomKills?: number;
  readonly onProgress?: (text: string) => void;
}

export interface CrashIngestResult {
  readonly acknowledged: number;
  readonly kills: number;
  /** Acknowledged, or lying on the IMAP server, and not stored. */
  readonly lost: number;
  /** Stored more than once. */
  readonly doubled: number;
  /** Raw bytes or an attachment that are not what was sent. */
  readonly corrupted: number;
  /** From each death to the next 250, restart included. */
  readonly killToFirst250Ms: readonly number[];
  readonly seconds: number;
  readonly output: string;
}

/** Mails by SMTP and IMAP into a server that is killed again and again; clients send again what was not acknowledged. Then every mail is looked for. */
export async function crashIngest(input: CrashIngestInput): Promise<CrashIngestResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'crash-ingest-'));
  const database = openDatabase(input.connection, { size: 4 });
  const imap = await startFakeImap();
  const started = performance.now();
  const mailOf = (way: string, at: number): Buffer => plainMail({
    subject: `${way} ${at}`, id: `${way}-${at}@home.test`, from: `Bo ${at} <bo${at % 97}@home.test>`, text: `Mail ${at} by ${way}.`, ...(at % input.attachmentEvery === 0 ? { attachmentBytes: input.attachmentBytes } : {}),
  });
  let server: SupervisedServer | null = null;
  let feeding: NodeJS.Timeout | undefined;
  try {
    const accountId = await setUp(database, dataDir, imap.port);
    const imapMails = Array.from({ length: input.imapMails }, (_, at) => ({ uid: at + 1, raw: mailOf('imap', at) }));
    const smtpPort = await freePort();
    const { crashAt = [], randomKills = 0 } = input;
    const supervised = superviseServer(input.connection, {
      dataDir, smtpPort, crashAt,
      // A mailbox is read again when the lease of its dead reader has run out (20 s). To wait for that after each death proves nothing here.
      onDeath: async () => { await database.rows(sql`DELETE FROM leases WHERE name LIKE 'mailbox:%'`); },
    });
    server = supervised;
    // Every life of the server gets its share of the mails, so that there are some at each of the moments.
    const shareOf = (count: number): number => Math.ceil(count * Math.min(1, supervised.starts() / (crashAt.length + randomKills + 1)));
    feeding = setInterval(() => {
      const share = shareOf(imapMails.length);
      if (imap.mails.length === share) return;
      imap.mails = imapMails.slice(0, share);
      imap.announce();
    }, 100);
    const acknowledgedAt: number[] = [];
    const killing = killAtRandom(server, randomKills, input.smtpMails, () => acknowledgedAt.length);
    await sendAll(smtpPort, input, (at) => mailOf('smtp', at), () => shareOf(input.smtpMails), () => {
      acknowledgedAt.push(performance.now());
      if (acknowledgedAt.length % 100 === 0) input.onProgress?.(`${acknowledgedAt.length} acknowledged, ${server!.starts() - 1} kills`);
    });
    await killing;
    await untilStored(database, accountId, input.smtpMails + input.imapMails);
    const { output, deaths } = server;
    const kills = deaths.length;
    const killToFirst250Ms = deaths.map((death) => acknowledgedAt.find((at) => at > death)).flatMap((at, n) => (at === undefined ? [] : [Math.round(at - deaths[n]!)]));
    await server.stop();
    server = null;
    const wanted = new Map([...range('smtp', input.smtpMails), ...range('imap', input.imapMails)].map(([way, at]) => [`${way}-${at}@home.test`, mailOf(way, at)]));
    return { acknowledged: acknowledgedAt.length, kills, ...await compare(database, accountId, join(dataDir, 'files'), wanted, input), killToFirst250Ms, seconds: (performance.now() - started) / 1_000, output: output() };
  } finally {
    clearInterval(feeding);
    await server?.stop();
    await imap.stop();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function setUp(database: Database, dataDir: string, imapPort: number): Promise<number> {
  const now = new Date().toISOString();
  const { account } = await setupAccount(database, { accountName: 'Crash', email: 'ada@desk.test', name: 'Ada', password: null, now });
  const act = systemAct(account.id, now, 'test');
  const key = await loadSecretKey({ env: {}, dataDir });
  await database.withAccount(account.id, async (tx) => {
    await ensureChannel(tx, act, { kind: 'email', address: 'help@desk.test' });
    await connectMailbox(tx, act, key, { address: 'box@desk.test', reading: { backfill: 'all' }, imap: { host: '127.0.0.1', port: imapPort, security: 'none', auth: 'password', userName: 'box', secret: 'secret' } });
  });
  return account.id;
}

/** Each connection sends its share, in order, each mail until it has its 250. */
async function sendAll(port: number, { smtpMails, connections }: CrashIngestInput, mailOf: (at: number) => Buffer, share: () => number, acknowledged: () => void): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    let talk: SmtpTalk | null = null;
    for (let at = next++; at < smtpMails; at = next++) {
      const mail = mailOf(at);
      while (at >= share()) await sleep(50);
      for (;;) {
        if (talk === null) {
          talk = await talkSmtp(port);
          await talk.say('EHLO home.test');
        }
        const code: number = await handOver(talk, { to: ['help@desk.test'], mail });
        if (code === 250) break;
        talk.close();
        talk = null;
        await sleep(30 + Math.random() * 50);
      }
      acknowledged();
    }
    talk?.close();
  }));
}

/** Each life dies somewhere within its share of the mails (see `shareOf`). */
async function killAtRandom(server: SupervisedServer, kills: number, mails: number, acknowledged: () => number): Promise<void> {
  for (let killed = 0; killed < kills; killed += 1) {
    const after = Math.floor((killed + Math.random()) * mails / (kills + 1));
    while (acknowledged() <= after || server.upSince() === null) await sleep(5);
    await sleep(Math.random() * 100);
    const before = server.starts();
    server.kill();
    while (server.starts() === before) await sleep(5);
  }
}

async function untilStored(database: Database, accountId: number, count: number): Promise<void> {
  const end = performance.now() + 120_000;
  for (;;) {
    const { stored } = await database.withAccount(accountId, (tx) => tx.one(sql<{ stored: number }>`SELECT count(*) AS stored FROM messages WHERE account_id = ${accountId}`));
    if (stored >= count || performance.now() > end) return;
    await sleep(200);
  }
}

async function compare(
  database: Database, accountId: number, filesDir: string, wanted: ReadonlyMap<string, Buffer>, { attachmentBytes }: CrashIngestInput,
): Promise<{ lost: number; doubled: number; corrupted: number }> {
  const rows = await database.withAccount(accountId, (tx) => tx.rows(sql<{ mailId: string; raw: string; attachment: string | null }>`
    SELECT m.mail_id AS "mailId", c.raw_sha256 AS raw, a.sha256 AS attachment FROM messages m
      JOIN message_copies c ON c.account_id = m.account_id AND c.message_id = m.id LEFT JOIN attachments a ON a.account_id = m.account_id AND a.message_id = m.id
    WHERE m.account_id = ${accountId}`), { timeoutMs: 60_000 });
  const store = openFileStore({ dir: filesDir });
  const seen = new Set<string>();
  let [doubled, corrupted] = [0, 0];
  for (const row of rows) {
    if (seen.has(row.mailId)) doubled += 1;
    seen.add(row.mailId);
    const sent = wanted.get(row.mailId);
    const raw = await database.withAccount(accountId, (tx) => readRawMail(tx, row.raw)) ?? await store.read(accountId, row.raw).catch(() => null);
    const isWhole = sent !== undefined && raw !== null && raw.equals(sent);
    const content = row.attachment === null ? null : await store.read(accountId, row.attachment).catch(() => null);
    const isAttachmentRight = sent !== undefined && (!sent.includes('filename=data.bin') ? row.attachment === null : content?.byteLength === attachmentBytes && sha(content) === row.attachment);
    if (!isWhole || !isAttachmentRight) corrupted += 1;
  }
  return { lost: [...wanted.keys()].filter((id) => !seen.has(id)).length, doubled, corrupted };
}

function range(way: string, count: number): (readonly [string, number])[] {
  return Array.from({ length: count }, (_, at) => [way, at] as const);
}

function sha(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
