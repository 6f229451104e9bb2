import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { sql } from '#storage/index.ts';
import { generatedMails } from '#testkit/corpora/generated-mails.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { databaseUrl, runPatchbay, type Ran } from '#testkit/run-patchbay.ts';

describe('the command that imports mail', () => {
  let dir = '';
  let desk: Desk;
  let env: Record<string, string> = {};
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-command-'));
    desk = await openDesk();
    env = { DATABASE_URL: databaseUrl(desk.database.connection), PATCHBAY_DATA_DIR: join(dir, 'data') };
    await writeMbox(join(dir, 'mails.mbox'), [...generatedMails(150, 3)].map((mail) => mail.raw));
  });
  after(async () => {
    await desk.close();
    await rm(dir, { recursive: true, force: true });
  });

  const words = (paths: string[], channel = 'new@desk.test') => ['import', ...paths, '--account', String(desk.accountId), '--channel', channel];
  const run = (...paths: string[]): Promise<Ran> => runPatchbay([...words(paths), '--internal-domain', 'new.test', '--timezone', 'Asia/Tokyo', '--json'], { env });
  const json = ({ stdout }: Ran) => JSON.parse(stdout) as Record<string, unknown>;

  it('changes nothing of the account where one of the paths is bad', async () => {
    const state = () => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql`
      SELECT (SELECT count(*) FROM channels) AS channels, (SELECT count(*) FROM import_batches) AS batches, (SELECT zone FROM accounts WHERE id = ${desk.accountId}) AS zone`));
    const was = await state();
    const ran = await run(join(dir, 'mails.mbox'), join(dir, 'missing.mbox'));
    assert.equal(ran.code, 2, ran.stderr);
    assert.match(ran.stderr, /missing\.mbox/);
    assert.deepEqual(await state(), was);
  });

  it('an empty file is an mbox without mails', async () => {
    await writeFile(join(dir, 'empty.mbox'), '');
    const ran = await run(join(dir, 'empty.mbox'));
    assert.deepEqual([ran.code, json(ran)['read'], json(ran)['skipped']], [0, 0, 0]);
  });

  it('a malformed mbox is refused with its line and what was expected, and nothing is written', async () => {
    const state = () => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql`SELECT (SELECT count(*) FROM channels) AS channels, (SELECT count(*) FROM import_batches) AS batches`));
    const was = await state();
    await writeFile(join(dir, 'malformed.mbox'), '\nFrom bo the sixth of May\nFrom: bo@home.test\nSubject: Hello\n\nHello.\n\nFrom bo the seventh of May\nFrom: bo@home.test\n\nAgain.\n');
    for (const path of [join(dir, 'malformed.mbox'), await (async () => { await mkdir(join(dir, 'tree')); await writeFile(join(dir, 'tree', 'Inbox'), await readFile(join(dir, 'malformed.mbox'))); return join(dir, 'tree'); })()]) {
      const ran = await run(path);
      assert.equal(ran.code, 1, ran.stderr);
      assert.match(ran.stderr, /No mail was found in (malformed\.mbox|Inbox): line 2 is "From bo the sixth of May", but in an mbox each mail begins with .* such as "From bo@home\.example Mon May {2}6 08:00:00 2024"/);
      assert.match(String(json(ran)['failed']), /No mail was found/);
      assert.deepEqual([json(ran)['read'], await state()], [0, was]);
    }
  });

  it('says what was skipped', async () => {
    await mkdir(join(dir, 'mixed'));
    await writeMbox(join(dir, 'mixed', 'Inbox'), [...generatedMails(3, 77)].map((mail) => mail.raw));
    await writeFile(join(dir, 'mixed', 'photo.jpg'), Buffer.from([0xff, 0xd8, 0xff]));
    const ran = await run(join(dir, 'mixed'));
    assert.deepEqual([ran.code, json(ran)['stored'], json(ran)['skipped']], [3, 3, 1]);
    assert.match(ran.stderr, /1 file skipped: they are no mail/);
  });

  it('stores what a broken file holds, says so and fails', async () => {
    const packed = gzipSync(await readFile(join(dir, 'mails.mbox')));
    await writeFile(join(dir, 'cut.mbox.gz'), packed.subarray(0, Math.floor(packed.length * 0.8)));
    const ran = await run(join(dir, 'cut.mbox.gz'));
    const { failed, read, stored } = json(ran);
    assert.equal(ran.code, 1);
    assert.match(String(failed), /truncated or damaged/);
    assert.ok(read === stored && Number(read) > 50);
  });

  it('says at Ctrl-C how to go on and how to undo', async () => {
    await writeMbox(join(dir, 'large.mbox'), [...generatedMails(5_000, 11)].map((mail) => mail.raw));
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../../server/cli.ts', import.meta.url)), ...words([join(dir, 'large.mbox')])], { env: { ...process.env, NODE_ENV: 'test', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (!said.includes(' read, ') && String(chunk).includes(' read, ')) child.kill('SIGINT');
      said += String(chunk);
    });
    const signal = await new Promise((resolve) => { child.on('close', (_code, ended) => resolve(ended)); });
    assert.equal(signal, 'SIGINT');
    assert.match(said, /Run the same command again to go on\. .*import undo \d+ --account/);
  });
});
