import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseSecretKey } from '#core/accounts/index.ts';
import { openFileStore, type FileStore } from '#core/files/index.ts';
import { createLogger } from '#http/index.ts';
import { takeJobs } from '#jobs/index.ts';
import { finishJob } from '#jobs/index.ts';
import type { Import } from '#dialects/native/schemas/imports.ts';
import { openNative, type NativeDesk } from '#dialects/native/testing/open-native.ts';
import type { House } from '#core/channels/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { readConfig } from './config.ts';
import { createHouse } from './house.ts';
import { settingsJobs } from './settings-jobs.ts';

let desk: NativeDesk;
let dataDir: string;
let files: FileStore;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'patchbay-settings-'));
  files = openFileStore({ dir: join(dataDir, 'files') });
  const make = (database: Database) => createHouse({ database, files, dataDir, apis: () => [{ name: 'native', title: 'Patchbay API' }], demo: () => { throw new Error('no demo here'); }, canMail: async () => false, hasPasswordReset: false });
  const house: House = { ...make(undefined as never), retryQuarantined: (act, id) => make(desk.database).retryQuarantined(act, id) };
  desk = await openNative({ outside: { files, house } });
});
after(async () => {
  await desk.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Does what was left for later, as the server would. Returns the kinds. */
async function work(): Promise<string[]> {
  const config = { ...readConfig({ PATCHBAY_DATA_DIR: dataDir, NODE_ENV: 'test' }), clock: desk.clock };
  const handlers = settingsJobs({
    config, database: desk.database, files, clock: desk.clock, logger: createLogger({ level: 'silent' }), wake: () => {}, key: async () => parseSecretKey(Buffer.alloc(32).toString('base64'), 'test'),
  });
  const jobs = await takeJobs(desk.database, { queue: 'settings', limit: 10, leaseMs: 60_000, nowMs: desk.clock.nowMs() });
  for (const job of jobs) {
    await handlers[job.kind]!(job, { signal: new AbortController().signal });
    await desk.database.withoutAccount((tx) => finishJob(tx, job));
  }
  return jobs.map(({ kind }) => kind);
}

const upload = async (content: string, name: string): Promise<number> => {
  const { secret } = (await desk.ask<{ secret: string }>('POST', '/tokens', { api: 'native', name: 'uploads' })).body;
  const answer = await desk.server.inject({ method: 'POST', url: '/native/v1/uploads', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream', 'x-file-name': name }, payload: Buffer.from(content) });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ id: number }>().id;
};
const mail = (n: number) => `From bo@b.test Thu May  2 09:00:00 2024\nFrom: Bo <bo@b.test>\nTo: help@desk.test\nSubject: Question ${n}\nDate: Thu, 02 May 2024 09:0${n}:00 +0000\nMessage-ID: <m${n}@b.test>\n\nHello ${n}\n\n`;
const messages = async () => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM messages WHERE account_id = ${tx.accountId}`))).n;

test('an uploaded mbox is imported beside the requests, shown with its counts, and taken back', async () => {
  const uploadId = await upload(mail(1) + mail(2), 'old%20mail.mbox');
  const started = await desk.ask<Import>('POST', '/imports', { uploadId, channelId: desk.help.id });
  assert.deepEqual([started.status, started.body.state, started.body.source, await messages()], [201, 'running', 'old mail.mbox', 0]);
  assert.deepEqual(await work(), ['import-mail']);
  const done = (await desk.ask<Import>('GET', `/imports/${started.body.id}`)).body;
  assert.deepEqual([done.state, done.read, done.stored, await messages()], ['done', 2, 2, 2]);
  assert.deepEqual((await desk.ask<{ items: Import[] }>('GET', '/imports')).body.items, [done], 'one import, not two');

  assert.equal((await desk.ask<Import>('POST', `/imports/${done.id}/undo`)).body.state, 'undoing');
  assert.deepEqual([await work(), await messages()], [['undo-import'], 0]);
  assert.equal((await desk.ask<Import>('GET', `/imports/${done.id}`)).body.state, 'undone');
  assert.equal((await desk.ask('POST', `/imports/${done.id}/undo`)).status, 409);
});

test('a job that runs twice imports once', async () => {
  const uploadId = await upload(mail(3), 'again.mbox');
  const { id } = (await desk.ask<Import>('POST', '/imports', { uploadId, channelId: desk.help.id })).body;
  await desk.database.rows(sql`INSERT INTO jobs (account_id, queue, kind, payload, run_at, created_at) SELECT account_id, queue, kind, payload, run_at, created_at FROM jobs WHERE kind = 'import-mail'`);
  assert.deepEqual(await work(), ['import-mail', 'import-mail']);
  const { state, stored } = (await desk.ask<Import>('GET', `/imports/${id}`)).body;
  assert.deepEqual([state, stored, await messages()], ['done', 1, 1]);
});

test('mail that cannot be read is listed, shown and given byte for byte', async () => {
  const nested = `From: x@b.test\nTo: help@desk.test\nSubject: deep\nMIME-Version: 1.0\n${Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\n\n--b${n}\n`).join('')}\n`;
  const uploadId = await upload(nested, 'deep.eml');
  const { id } = (await desk.ask<Import>('POST', '/imports', { uploadId, channelId: desk.help.id })).body;
  await work();
  const { quarantined, stored } = (await desk.ask<Import>('GET', `/imports/${id}`)).body;
  assert.deepEqual([quarantined, stored], [1, 0]);
  const { items } = (await desk.ask<{ items: { id: number; importId: number; byteCount: number }[] }>('GET', '/quarantine')).body;
  assert.deepEqual([items.length, items[0]!.importId, items[0]!.byteCount], [1, id, Buffer.byteLength(nested)]);
  assert.deepEqual((await desk.ask('GET', `/quarantine/${items[0]!.id}`)).body, items[0]);
  const { secret } = (await desk.ask<{ secret: string }>('POST', '/tokens', { api: 'native', name: 'raw' })).body;
  const raw = await desk.server.inject({ url: `/native/v1/quarantine/${items[0]!.id}/raw`, headers: { authorization: `Bearer ${secret}` } });
  assert.deepEqual([raw.statusCode, raw.body, raw.headers['content-type']], [200, nested, 'message/rfc822']);
  assert.match(String(raw.headers['content-disposition']), /^attachment/);
  assert.equal((await desk.ask('POST', `/quarantine/${items[0]!.id}/retry`)).body['outcome'], 'kept');
  assert.equal((await desk.ask('POST', '/quarantine/987654/retry')).status, 404);
  assert.equal((await desk.ask('POST', `/quarantine/${items[0]!.id}/retry`, undefined, await desk.tokenFor('channels.read'))).status, 403);
});

test('what is no mail, another\'s upload or channel, and whoever may not import: refused, and nothing is begun', async () => {
  const count = async () => (await desk.ask<{ items: object[] }>('GET', '/imports')).body.items.length;
  const before = await count();
  const picture = await upload('\u0089PNG nothing of mail in it', 'picture.png');
  assert.equal((await desk.ask('POST', '/imports', { uploadId: picture, channelId: desk.help.id })).status, 422);
  const malformed = await desk.ask<{ fields: { problem: string; key: string; values: unknown }[] }>('POST', '/imports', { uploadId: await upload(mail(4).replace('Thu May  2 09:00:00 2024', 'in May'), 'b.mbox'), channelId: desk.help.id });
  assert.equal(malformed.status, 422);
  assert.match(malformed.body.fields[0]!.problem, /line 1 is "From bo@b\.test in May", but in an mbox each mail begins with/);
  assert.deepEqual([malformed.body.fields[0]!.key, malformed.body.fields[0]!.values], ['mbox-malformed', { line: 1, found: 'From bo@b.test in May' }]);
  const uploadId = await upload(mail(4), 'a.mbox');
  assert.equal((await desk.ask('POST', '/imports', { uploadId, channelId: 987_654 })).status, 404);
  assert.equal((await desk.ask('POST', '/imports', { uploadId: 987_654, channelId: desk.help.id })).status, 404);
  assert.equal((await desk.ask('POST', '/imports', { uploadId, channelId: desk.help.id }, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', '/imports', { uploadId, channelId: desk.help.id, zone: 'Mars/Base' })).status, 422);
  const narrow = await desk.tokenFor('conversations.reply', 'channels.read');
  for (const [method, path, body] of [['POST', '/imports', { uploadId, channelId: desk.help.id }], ['GET', '/imports'], ['GET', '/quarantine'], ['POST', '/imports/1/undo']] as const) assert.equal((await desk.ask(method, path, body, narrow)).status, 403, path);
  assert.deepEqual([await count(), await work()], [before, []]);
});

test('mail changes side right after its domain became ours', async () => {
  assert.deepEqual((await desk.ask<{ messages: number }>('PUT', '/account/internal-domains', { domains: ['desk.test', 'b.test'] })).body.messages, 1);
  assert.deepEqual(await work(), ['reclassify-mail']);
  const { direction } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ direction: string }>`SELECT direction FROM messages WHERE account_id = ${tx.accountId} AND sender_name = 'Bo'`));
  assert.equal(direction, 'outgoing');
});
