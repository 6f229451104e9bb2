import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addMember, createToken, createUser, loadSecretKey, setupAccount } from '#core/accounts/index.ts';
import { connectMailbox, ensureChannel } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql, type Connection } from '#storage/index.ts';
import { superviseServer, type SupervisedServer } from '../crash-ingest/supervise-server.ts';
import { startFakeImap, type FakeImap } from '../fake-imap/start-fake-imap.ts';
import { until } from '../mail-room.ts';
import { freePort } from '../outside/free-port.ts';
import { plainMail } from '../people/plain-mail.ts';
import { startSmtpPeer, type SmtpPeer } from '../smtp-peer/start-smtp-peer.ts';
import { startMixedLoad, type LoadTarget, type MixedLoad } from './mixed-load.ts';

/** A server process with people, an address that takes mail by SMTP, a mailbox that it reads and a peer that it sends through. */
export interface OutageDesk {
  readonly dataDir: string;
  readonly server: SupervisedServer;
  readonly peer: SmtpPeer;
  readonly imap: FakeImap;
  load(options?: Pick<LoadTarget, 'attachmentBytes' | 'textCharacters'>): MixedLoad;
  /** Of the native API. */
  readonly token: string;
  /** Puts a mail into the mailbox and waits until the server has it. */
  untilMailboxIsRead(): Promise<void>;
  /** Waits until everything that was acknowledged is here, and gives what is missing or there twice: mails that came, answers that were written, and those that left. */
  compare(load: MixedLoad): Promise<{ readonly missing: string[]; readonly doubled: string[]; readonly unsent: string[]; readonly sentTwice: string[] }>;
  close(): Promise<void>;
}

export interface OutageDeskOptions {
  /** How the test reaches the database; read anew at each use. Absent: the server has its embedded one. */
  readonly connection?: () => Connection;
  /** How the server does, where it is another way. */
  readonly serverConnection?: Connection;
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const people = 3;

export async function openOutageDesk({ connection, serverConnection, dataDir: givenDir, env = {} }: OutageDeskOptions = {}): Promise<OutageDesk> {
  const dataDir = givenDir ?? await mkdtemp(join(tmpdir(), 'outage-'));
  const imap = await startFakeImap();
  const peer = await startSmtpPeer();
  const smtpPort = await freePort();
  const server = superviseServer(serverConnection ?? connection?.() ?? null, { dataDir, smtpPort, env: { PATCHBAY_SMTP_RELAY: `smtp://127.0.0.1:${peer.port}`, PATCHBAY_LOG_LEVEL: 'info', ...env } });
  await until('the server is up', async () => {
    if (server.deaths.length > 0) throw new Error(`the server ended: ${server.output().slice(-2_000)}`);
    return server.upSince() !== null && server.address() !== '';
  });
  // The embedded one's socket lies where the keeper said.
  const embedded = { host: join(dataDir, 'run', 'pg'), user: 'patchbay', database: 'patchbay' };
  const database = openDatabase(connection?.() ?? embedded, { size: 3 });
  const now = new Date().toISOString();
  const { account } = await setupAccount(database, { accountName: 'Outage', email: 'ada@desk.test', name: 'Ada', password: null, now });
  const act = systemAct(account.id, now, 'test');
  const key = await loadSecretKey({ env: {}, dataDir });
  const { channelId, tokens } = await database.withAccount(account.id, async (tx) => {
    const { id } = await ensureChannel(tx, act, { kind: 'email', address: 'help@desk.test' });
    await connectMailbox(tx, act, key, { address: 'box@desk.test', reading: { backfill: 'all' }, imap: { host: '127.0.0.1', port: imap.port, security: 'none', auth: 'password', userName: 'box', secret: 'secret' } });
    const secrets: string[] = [];
    for (let at = 0; at < people; at += 1) {
      const user = await createUser(tx, act, { email: `agent${at}@desk.test`, name: `Agent ${at}`, passwordHash: null });
      await addMember(tx, act, { userId: user.id, role: 'administrator' });
      secrets.push((await createToken(tx, act, { userId: user.id, dialect: 'native', name: 'load', scopes: 'all', expiresAt: null })).secret);
    }
    return { channelId: id, tokens: secrets };
  });
  await database.withoutAccount((tx) => tx.run(sql`UPDATE accounts SET undo_seconds = 0 WHERE id = ${account.id}`));

  const within = <T>(work: Parameters<typeof database.withAccount<T>>[1]): Promise<T> => database.withAccount(account.id, work, { timeoutMs: 30_000 });
  const subjects = async (): Promise<string[]> => (await within((tx) => tx.rows(sql<{ subject: string }>`SELECT subject FROM messages WHERE account_id = ${account.id}`))).map((row) => row.subject);
  let mailboxMails = 0;
  return {
    dataDir, server, peer, imap, token: tokens[0]!,
    load: (options = {}) => startMixedLoad({ address: server.address, smtpPort, tokens, channelId, mailTo: 'help@desk.test', ...options }),
    untilMailboxIsRead: async () => {
      mailboxMails += 1;
      const subject = `mailbox-${mailboxMails}`;
      imap.mails = [...imap.mails, { uid: mailboxMails, raw: plainMail({ subject, id: `${subject}@home.test` }) }];
      imap.announce();
      await until(`${subject} is here`, async () => (await subjects().catch((): string[] => [])).includes(subject));
    },
    compare: async ({ acknowledged }) => {
      const subjectOf = (raw: Buffer): string => /^Subject: (.*)\r$/m.exec(raw.toString('latin1'))?.[1] ?? '';
      const wanted = [...acknowledged.smtp, ...acknowledged.write];
      await until('all that was written has left', async () => {
        const sent = new Set(peer.mails.map(({ raw }) => subjectOf(raw)));
        return [...acknowledged.write].every((subject) => sent.has(subject));
      }).catch(() => {});
      const there = await subjects();
      const sent = peer.mails.map(({ raw }) => subjectOf(raw));
      return {
        missing: wanted.filter((subject) => !there.includes(subject)), doubled: repeated(there),
        unsent: [...acknowledged.write].filter((subject) => !sent.includes(subject)), sentTwice: repeated(sent),
      };
    },
    close: async () => {
      await database.close();
      await server.stop();
      await Promise.all([imap.stop(), peer.close()]);
      if (givenDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function repeated(list: readonly string[]): string[] {
  return [...new Set(list.filter((one, at) => list.indexOf(one) !== at))];
}
