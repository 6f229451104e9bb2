import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecretKey, setupAccount } from '#core/accounts/index.ts';
import { connectMailbox } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { superviseServer } from '../testkit/crash-ingest/supervise-server.ts';
import { dovecotMissing, startDovecot } from '../testkit/dovecot/start-dovecot.ts';
import { until } from '../testkit/mail-room.ts';
import { freePort } from '../testkit/outside/free-port.ts';
import { startTcpProxy } from '../testkit/outside/tcp-proxy.ts';
import { plainMail } from '../testkit/people/plain-mail.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';

/**
 * A mailbox of 10,000 mails (one in ten with 100 kB attached) on a real Dovecot, read from its beginning by a server process: each mail once, bytes over the
 * wire beside the bytes of the mailbox, seconds, and the memory of the process before and after. `--short`: 500 mails.
 */
const { isShort, isJson } = benchOptions();
const mails = isShort ? 500 : 10_000;
if (dovecotMissing !== false) throw new Error(dovecotMissing);
const bench = await openBenchDatabase({ size: 4 });
const dovecot = await startDovecot();
const proxy = await startTcpProxy(dovecot.port);
const dataDir = await mkdtemp(join(tmpdir(), 'imap-backfill-'));
const now = new Date().toISOString();
const server = superviseServer(bench.connection, { dataDir, smtpPort: await freePort() });
try {
  const client = await dovecot.client('box');
  let bytes = 0;
  for (let at = 0; at < mails; at += 1) {
    const raw = plainMail({ subject: `Mail ${at}`, id: `mail-${at}@home.test`, from: `Bo ${at % 97} <bo${at % 97}@home.test>`, text: `Mail ${at}. ${'Good day. '.repeat(50)}`, ...(at % 10 === 0 ? { attachmentBytes: 100_000 } : {}) });
    bytes += raw.byteLength;
    await client.append('INBOX', raw);
    if (at % 1_000 === 999) say(`${at + 1} put into the mailbox`);
  }
  await client.logout();
  const { account } = await setupAccount(bench.database, { accountName: 'Bench', email: 'ada@desk.test', name: 'Ada', password: null, now });
  const act = systemAct(account.id, now, 'bench');
  const key = await loadSecretKey({ env: {}, dataDir });
  await until('the server is up', async () => server.upSince() !== null);
  const memory = (): number => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  const before = memory();
  let most = before;
  const begunAt = performance.now();
  await bench.database.withAccount(account.id, (tx) => connectMailbox(tx, act, key, { address: 'box@desk.test', reading: { backfill: 'all' }, imap: { host: '127.0.0.1', port: proxy.port, security: 'none', auth: 'password', userName: 'box', secret: 'secret' } }));
  const count = async (): Promise<{ stored: number; ids: number }> => bench.database.withAccount(account.id, (tx) => tx.one(sql<{ stored: number; ids: number }>`
    SELECT count(*) AS stored, count(DISTINCT mail_id) AS ids FROM messages WHERE account_id = ${account.id}`));
  await until('all are here', async () => {
    most = Math.max(most, memory());
    return (await count()).stored >= mails;
  }, 3_600_000);
  const seconds = (performance.now() - begunAt) / 1_000;
  const { stored, ids } = await count();
  printTable('imap-backfill', [{
    candidate: 'Dovecot', mails, stored, 'stored once': ids, 'mailbox MB': Math.round(bytes / 1e5) / 10, 'over the wire MB': Math.round(proxy.received() / 1e5) / 10, 'wire / mailbox': Math.round(proxy.received() / bytes * 1_000) / 1_000,
    seconds: Math.round(seconds), 'mails / s': Math.round(mails / seconds), 'memory before MB': before, 'most MB': most, 'after MB': memory(),
  }], isJson);
} finally {
  await server.stop();
  await proxy.close();
  await dovecot.stop();
  await bench.close();
  await rm(dataDir, { recursive: true, force: true });
}
