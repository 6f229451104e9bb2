import assert from 'node:assert/strict';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openDatabase, sql } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { startFakeImap, type FakeImap } from '#testkit/fake-imap/start-fake-imap.ts';
import { databaseUrl, runPatchbay, runPatchbayJson } from '#testkit/run-patchbay.ts';

interface Row { id: number; address: string; disabled_at: string | null; connections: { kind: string; host: string; port: number; security: string; user_name: string; has_secret: boolean; options: object }[]; health: { folders: object[]; quarantined: number } | null }

describe('patchbay channel', () => {
  let dir = '';
  let clone: ClonedDatabase;
  let imap: FakeImap;
  let env: Record<string, string> = {};
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'channel-'));
    [clone, imap] = await Promise.all([cloneDatabase(), startFakeImap()]);
    env = { DATABASE_URL: databaseUrl(clone.connection), PATCHBAY_DATA_DIR: dir, PATCHBAY_OUTBOUND_ALLOW: '127.0.0.1' };
    await writeFile(join(dir, 'password'), 's3cret-of-bo\n');
    await runPatchbayJson(['setup', '--account', 'Desk', '--email', 'ada@desk.test', '--name', 'Ada', '--password', 'a long enough one 7'], { env });
  });
  after(async () => {
    await imap.stop();
    await clone.drop();
    await rm(dir, { recursive: true, force: true });
  });
  const channel = (...args: string[]) => runPatchbay(['channel', ...args, '--account', 'desk'], { env, stdinFile: join(dir, 'password') });
  const list = () => runPatchbayJson<Row[]>(['channel', 'list', '--account', 'desk'], { env });

  it('connects a mailbox, keeps its password sealed, and changes only what is named', async () => {
    const made = await channel('create', '--kind', 'email', '--address', 'Help@Desk.test', '--imap', `imap+insecure://box%40desk.test@127.0.0.1:${imap.port}`, '--smtp', 'smtps://smtp.desk.test', '--password-stdin', '--folders', 'INBOX', '--backfill', '30d');
    assert.equal(made.code, 0, made.stderr);
    const shown = await channel('list', '--json');
    assert.ok(!shown.stdout.includes('s3cret') && !made.stdout.includes('s3cret'));
    const [row] = JSON.parse(shown.stdout) as Row[];
    assert.deepEqual(row!.connections.map(({ kind, host, port, security, user_name, has_secret, options }) => ({ kind, host, port, security, user_name, has_secret, options })), [
      { kind: 'imap', host: '127.0.0.1', port: imap.port, security: 'none', user_name: 'box@desk.test', has_secret: true, options: { folders: ['INBOX'], backfill: '30d', markSeen: false } },
      { kind: 'smtp', host: 'smtp.desk.test', port: 465, security: 'tls', user_name: 'Help@Desk.test', has_secret: true, options: {} },
    ]);
    const other = await channel('create', '--address', 'help@desk.test', '--imap', `imap+insecure://box@127.0.0.1:${imap.port}`);
    assert.notEqual(other.code, 0, 'the password of one user is not kept for another');
    assert.equal((await channel('create', '--address', 'help@desk.test', '--imap', `imap+insecure://box%40desk.test@127.0.0.1:${imap.port}`, '--mark-seen')).code, 0);
    const [changed] = await list();
    assert.deepEqual([changed!.connections[0]!.user_name, changed!.connections[0]!.has_secret, changed!.connections[0]!.options], ['box@desk.test', true, { folders: ['INBOX'], backfill: '30d', markSeen: true }]);
    const database = openDatabase(clone.connection);
    const held = await database.withAccount(1, (tx) => tx.rows(sql<{ raw: string }>`SELECT encode(secret_sealed, 'escape') AS raw FROM channel_connections WHERE account_id = 1`));
    await database.close();
    assert.deepEqual([held.length, held.some(({ raw }) => raw.includes('s3cret'))], [2, false]);
  });

  it('tests what is set, step by step, and fails where one does', async () => {
    const tested = await channel('test', 'help@desk.test', '--json');
    assert.equal(tested.code, 1, tested.stderr);
    const report = JSON.parse(tested.stdout) as { ok: boolean; imap: { ok: boolean }; smtp: { ok: boolean; steps: { step: string; ok: boolean }[] } };
    assert.deepEqual([report.ok, report.imap.ok, report.smtp.steps.map(({ step, ok }) => [step, ok])], [false, true, [['resolve', false]]]);
    assert.ok(!tested.stderr.includes('s3cret'));
  });

  it('disables and enables, and lists it so', async () => {
    assert.equal((await channel('disable', 'help@desk.test')).code, 0);
    assert.notEqual((await list())[0]!.disabled_at, null);
    assert.equal((await channel('enable', 'help@desk.test')).code, 0);
    assert.equal((await list())[0]!.disabled_at, null);
  });

  it('refuses what makes no sense, and changes nothing', async () => {
    const before = JSON.stringify(await list());
    const wrong = [['make'], ['create', '--address', 'a@desk.test', '--imap', 'imaps://u:p@host'], ['create', '--address', 'a@desk.test', '--folders', 'INBOX'], ['create', '--address', 'no-address', '--imap', 'imaps://h']];
    for (const args of wrong) {
      const ran = await runPatchbay(['channel', ...args, '--account', 'desk'], { env });
      assert.equal(ran.code, 2, `${args.join(' ')}: ${ran.stderr}`);
      assert.doesNotMatch(ran.stderr, /^\s+at /m);
    }
    assert.equal((await channel('disable', 'nobody@desk.test')).code, 1);
    assert.equal(JSON.stringify(await list()), before);
  });
});
