import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSecretKey, parseSecretKey } from '#core/accounts/index.ts';
import { setConnection } from '#core/channels/index.ts';
import { inspectWork } from '#storage/inspect/index.ts';
import { openDesk } from '#testkit/people/open-desk.ts';
import { readConfig } from '../config.ts';
import { checkSecretKey } from './check-storage.ts';

test('a key that does not open the mailboxes\' passwords, or is gone, is a problem', async () => {
  const desk = await openDesk();
  const dataDir = await mkdtemp(join(tmpdir(), 'doctor-'));
  const config = readConfig({ PATCHBAY_DATA_DIR: dataDir, NODE_ENV: 'test' });
  const check = async () => checkSecretKey(config, (await inspectWork(desk.database.connection, { consumers: [], sampleMax: 1 })).sealed);
  const seal = (key: ReturnType<typeof parseSecretKey>) => desk.database.withAccount(desk.accountId, (tx) => (
    setConnection(tx, desk.act, key, desk.help.id, 'imap', { host: 'imap.desk.test', port: 993, security: 'tls', auth: 'password', userName: 'help', secret: 's' })));
  try {
    assert.match((await check()).text, /^none yet/);
    await seal(parseSecretKey(randomBytes(32).toString('base64'), 'test'));
    assert.deepEqual([(await check()).status, /is gone/.test((await check()).text)], ['problem', true]);
    const own = await loadSecretKey({ env: {}, dataDir });
    await chmod(join(dataDir, 'secret.key'), 0o600);
    assert.equal((await check()).status, 'problem', 'another key');
    await seal(own);
    assert.deepEqual([(await check()).status, (await check()).text.endsWith('opens what is sealed')], ['ok', true]);
  } finally {
    await desk.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
