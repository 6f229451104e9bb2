import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDatabase } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { databaseUrl, runPatchbayJson } from '#testkit/run-patchbay.ts';
import { createDialects } from '../dialects.ts';

/** What each API says to whoever has its token, and only to him. */
const questions: Readonly<Record<string, (token: string) => { url: string; headers: Record<string, string> }>> = {
  native: (token) => ({ url: '/native/v1/me', headers: { authorization: `Bearer ${token}` } }),
  nimchat: (token) => ({ url: '/api/v1/profile', headers: { api_access_token: token } }),
  ccai: (token) => ({ url: '/manager/api/v1/settings/organization', headers: { authorization: `Basic ${Buffer.from(`acme:${token}`).toString('base64')}` } }),
  timetoreply: (token) => ({ url: '/api/tools/settings/reply-time-goals', headers: { authorization: `Bearer ${token}` } }),
};

test('setup, run as a command, prints one token for each API of the server, and each opens its own API and no other', async () => {
  const clone = await cloneDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'setup-'));
  const database = openDatabase(clone.connection);
  const dialects = createDialects(noOutside(), { ccaiPerSecond: 0 });
  const server = createServer({ database, clock: systemClock, dialects });
  try {
    const env = { DATABASE_URL: databaseUrl(clone.connection), PATCHBAY_DATA_DIR: dataDir };
    const run = () => runPatchbayJson<{ account: { id: number; slug: string }; user: { id: number }; tokens: Record<string, string> }>(
      ['setup', '--account', 'Acme', '--email', 'ada@acme.test', '--name', 'Ada', '--password', 'a long enough one 7'], { env });
    const first = await run();
    assert.deepEqual(Object.keys(first.tokens).sort(), dialects.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(questions).sort(), Object.keys(first.tokens).sort(), 'a new API needs its question here');
    for (const [api, question] of Object.entries(questions)) {
      for (const [made, token] of Object.entries(first.tokens)) {
        const { statusCode, body } = await server.inject({ method: 'GET', ...question(token) });
        assert.equal(statusCode, made === api ? 200 : 401, `${made} at ${api}: ${body}`);
      }
    }
    assert.deepEqual(await run(), { ...first, tokens: {} }, 'they are shown once');
  } finally {
    await closeServer(server);
    await database.close();
    await clone.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
