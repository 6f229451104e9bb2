import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { countAnswers, oddAnswers } from '#testkit/outage/judge-answers.ts';
import { openOutageDesk } from '#testkit/outage/outage-desk.ts';
import { makeSmallDisk } from '#testkit/outage/small-disk.ts';

test('the disk of files and of the database is full: 452, 451 and 503 in words, no half file, and everything goes on without a restart when there is room', async (context) => {
  const disk = makeSmallDisk(500);
  if (typeof disk === 'string') return context.skip(disk);
  const desk = await openOutageDesk({ dataDir: disk.dir });
  try {
    const load = desk.load({ attachmentBytes: 100_000, textCharacters: 40_000 });
    await load.untilGood();
    disk.fill();
    await load.untilRefused(['smtp', 'write']);
    const upload = await fetch(`${desk.server.address()}/native/v1/uploads`, { method: 'POST', headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/octet-stream', 'x-file-name': 'a.bin' }, body: Buffer.alloc(200_000, 7) });
    assert.equal(upload.status, 503);
    assert.match(await upload.text(), /no disk space left|not ready/);
    disk.free();
    await load.untilGood();
    await desk.untilMailboxIsRead();
    await load.stop();
    assert.deepEqual(oddAnswers(load.answers, { isDiskFull: true }), []);
    assert.ok(load.answers.some(({ way, code }) => way === 'smtp' && code === 452), 'senders are told that there is no room');
    assert.deepEqual(await desk.compare(load), { missing: [], doubled: [], unsent: [], sentTwice: [] });
    assert.deepEqual(await halfFiles(join(disk.dir, 'files')), []);
    assert.deepEqual([desk.server.starts(), desk.server.deaths.length], [1, 0], 'the process stayed up');
    context.diagnostic(countAnswers(load.answers));
  } finally {
    await desk.close();
    disk.remove();
  }
});

/** Files whose content is not what their name says, and what lies about as temporary. */
async function halfFiles(dir: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (createHash('sha256').update(await readFile(path)).digest('hex') !== basename(path)) found.push(path);
  }
  return found;
}
