import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startSession } from '#core/accounts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { nowText, systemClock } from '#core/kernel/index.ts';
import { closeServer, createLogger } from '#http/index.ts';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { openLiveClient } from '#testkit/live/live-client.ts';
import { openDesk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { livePath } from './open-live.ts';

test('the composed server: a browser\'s session opens the socket, mail that comes in shows there, an end tells to come back', async () => {
  const desk = await openDesk();
  const dataDir = await mkdtemp(join(tmpdir(), 'live-'));
  const config = readConfig({ PATCHBAY_DATA_DIR: dataDir, NODE_ENV: 'test' });
  const { server, startBackground } = compose({ config, database: desk.database, logger: createLogger({ level: 'silent' }), isAccepting: () => true });
  try {
    await server.listen({ host: '127.0.0.1', port: 0 });
    const stop = await startBackground();
    const { port } = server.server.address() as AddressInfo;
    const { secret } = await startSession(desk.database, { userId: desk.userId, accountId: desk.accountId, methods: ['password'], now: nowText(systemClock), address: null, userAgent: null });
    const open = (origin: string) => openLiveClient(`ws://127.0.0.1:${port}${livePath}`, { hello: { after: null }, origin, headers: { cookie: `patchbay=${secret}` } });
    assert.equal((await open('http://evil.example').ended).code, 403);
    const client = open(`http://127.0.0.1:${port}`);
    await client.until((message) => message.type === 'hello');
    await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One' })]));
    await client.until((message) => message.type === 'changes' && message.changes.some(({ type }) => type === 'message.stored'));
    // Another protocol asked for: answered as if nothing had been.
    assert.equal(await statusOf(port, '/healthz', { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' }), 200);
    assert.equal(await statusOf(port, livePath, {}), 404);
    await closeServer(server);
    assert.equal((await client.ended).code, 1001);
    await stop();
  } finally {
    await closeServer(server);
    await desk.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function statusOf(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    }).on('error', reject).end();
  });
}
