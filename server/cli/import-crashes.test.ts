import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import type { ExportedMessage } from '#testkit/corpora/exported-rows.ts';
import { generatedMails } from '#testkit/corpora/generated-mails.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { databaseUrl, runPatchbay, runPatchbayJson, runPatchbayLines } from '#testkit/run-patchbay.ts';
import { shareOfDay } from '#testkit/walks/share-of-day.ts';
import { setupAccount } from '#core/accounts/index.ts';
import { openDatabase, sql, type Connection, type Database } from '#storage/index.ts';

const mailCount = 600;
/** Where the process is killed, in three days each: inside parsing, between file fsync and commit, before and after commit. */
const labels = shareOfDay(['parsing', 'file-written', 'files-durable', 'before-commit', 'after-commit'], { days: 3, about: 'an import' });
const passes = [1, 2];

describe('kill -9 during an import', () => {
  let dir = '';
  const mails = [...generatedMails(mailCount, 7)];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-crashes-'));
    await writeMbox(join(dir, 'mails.mbox'), mails.map((mail) => mail.raw));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  for (const label of labels) {
    it(`at "${label}" loses nothing and doubles nothing`, async (test) => {
      const clone = await cloneDatabase();
      const dataDir = join(dir, `data-${label}`);
      const env = { DATABASE_URL: databaseUrl(clone.connection), PATCHBAY_DATA_DIR: dataDir };
      try {
        const accountId = await setUp(clone.connection);
        const args = ['import', join(dir, 'mails.mbox'), '--account', String(accountId), '--channel', 'help@desk.test', '--internal-domain', 'desk.test'];
        for (const pass of passes) {
          const crashed = await runPatchbay(args, { env: { ...env, PATCHBAY_CRASH_AT: `${label}:${pass}` } });
          assert.equal(crashed.signal, 'SIGKILL', `${label}:${pass} was passed: ${crashed.stderr}`);
          test.diagnostic(`fell at ${label}:${pass} with ${await countMessages(clone.connection, accountId)} of ${mailCount} stored`);
        }
        const done = await runPatchbayJson<{ stored: number; already_held: number; read: number }>(args, { env });
        assert.equal(done.stored + done.already_held, mailCount);
        const rows = await runPatchbayLines<ExportedMessage>(['export', 'messages', '--account', String(accountId)], { env });
        assert.deepEqual(new Set(rows.map((row) => row.message_id)), new Set(mails.map((mail) => mail.id)), 'each mail exactly once');
        assert.equal(rows.length, mailCount);
        assert.ok(rows.every((row) => row.copies.length === 1));
        assert.ok(rows.every((row) => row.classification !== 'calculating'), 'figures of all of them');
        await assertFilesAreWhole(clone.connection, dataDir, accountId);
        test.diagnostic(`resumed: ${done.stored} new, ${done.already_held} held; 0 lost, 0 doubled`);
      } finally {
        await clone.drop();
      }
    });
  }
});

async function setUp(connection: Connection): Promise<number> {
  return within(connection, async (database) => (await setupAccount(database, { accountName: 'Crash', email: 'ada@desk.test', name: 'Ada', password: null, now: new Date().toISOString() })).account.id);
}

function countMessages(connection: Connection, accountId: number): Promise<number> {
  return within(connection, (database) => database.withAccount(accountId, async (tx) => (await tx.one(sql<{ held: number }>`SELECT count(*) AS held FROM messages WHERE account_id = ${accountId}`)).held));
}

async function within<T>(connection: Connection, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(connection);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Every file that a row names is there with the right bytes; the raw mails too. */
async function assertFilesAreWhole(connection: Connection, dataDir: string, accountId: number): Promise<void> {
  await within(connection, async (database) => {
    const files = await database.withAccount(accountId, (tx) => tx.rows(sql<{ sha256: string }>`SELECT sha256 FROM files WHERE account_id = ${accountId}`));
    const raws = await database.withAccount(accountId, (tx) => tx.rows(sql<{ sha256: string; packed: Buffer | null }>`SELECT sha256, packed FROM raw_mails WHERE account_id = ${accountId}`));
    assert.equal(raws.length, mailCount);
    assert.ok(files.length > 20);
    const names = new Set((await readdir(join(dataDir, 'files'), { recursive: true })).map((name) => name.split('/').at(-1)!));
    for (const raw of raws) {
      if (raw.packed === null) assert.ok(names.has(raw.sha256), 'large raw mail is in the file store');
      else assert.equal(createHash('sha256').update(zstdDecompressSync(raw.packed)).digest('hex'), raw.sha256);
    }
    for (const { sha256 } of files) {
      const content = await readFile(join(dataDir, 'files', String(accountId), sha256.slice(0, 2), sha256));
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256);
    }
  });
}
