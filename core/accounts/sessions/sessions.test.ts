import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { authenticateSession, endAllSessions, endSession, setupAccount, startSession, type SessionInput } from '../index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let userId: number;
let round = 0;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});
beforeEach(async () => {
  round += 1;
  const made = await setupAccount(database, { accountName: 'Acme', email: `ada${round}@acme.test`, name: 'Ada', password: null, now });
  [accountId, userId] = [made.account.id, made.user.id];
});

const start = (input: Partial<SessionInput> = {}) =>
  startSession(database, { userId, accountId, methods: ['password'], now, address: '192.0.2.1', userAgent: 'test\0 \ud800agent', ...input });
const open = (secret: unknown, at = now) => authenticateSession(database, { secret, now: at });

test('a session knows who, where, how and since when', async () => {
  const { secret, id } = await start({ methods: ['password', 'totp'] });
  const principal = (await open(secret, '2026-03-02T09:30:00.000Z'))!;
  assert.deepEqual([principal.sessionId, principal.userId, principal.accountId, principal.methods, principal.authenticatedAt], [id, userId, accountId, ['password', 'totp'], '2026-03-02T09:00:00Z']);
  assert.ok(principal.permissions.has('account.delete'));
});

test('only the hash of the secret is kept', async () => {
  const { secret } = await start();
  const rows = await database.rows(sql<{ t: string }>`SELECT sessions::text AS t FROM sessions`);
  assert.ok(rows.every((row) => !row.t.includes(secret)));
});

test('each sign-in has a new secret and ends the one the browser held', async () => {
  const first = await start();
  const second = await start({ previousSession: first.secret });
  assert.notEqual(first.secret, second.secret);
  assert.equal(await open(first.secret), null);
  assert.ok(await open(second.secret));
});

test('it ends by sign-out, by age and by idleness, and stays ended', async () => {
  const { secret } = await start();
  await endSession(database, { secret, now });
  assert.equal(await open(secret), null);
  const idle = await start();
  assert.equal(await open(idle.secret, '2026-03-09T09:00:00.000Z'), null);
  const used = await start();
  for (let day = 1; day < 30; day += 1) {
    const at = new Date(Date.parse(now) + day * 86_400_000).toISOString();
    assert.ok(await open(used.secret, at), at);
    for (let tries = 0; tries < 100; tries += 1) {
      const [row] = await database.rows(sql<{ at: string }>`SELECT last_seen_at AS at FROM sessions WHERE id = ${used.id}`);
      if (Date.parse(row!.at) === Date.parse(at)) break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  assert.equal(await open(used.secret, new Date(Date.parse(now) + 30 * 86_400_000).toISOString()), null);
});

test('whatever is wrong, the answer is null', async () => {
  const { secret } = await start();
  for (const value of ['', 'null', null, undefined, true, {}, [secret], secret.toUpperCase(), `${secret}x`, 'x'.repeat(43)]) assert.equal(await open(value), null);
  await database.rows(sql<object>`UPDATE users SET disabled_at = ${now} WHERE id = ${userId}`);
  assert.equal(await open(secret), null);
});

test('who is not a member, or is disabled, gets no session', async () => {
  const other = await setupAccount(database, { accountName: 'B', email: `x${round}@b.test`, name: 'X', password: null, now });
  await assert.rejects(start({ accountId: other.account.id }), { code: 'forbidden' });
  await database.rows(sql<object>`UPDATE users SET disabled_at = ${now} WHERE id = ${userId}`);
  await assert.rejects(start(), { code: 'forbidden' });
  await assert.rejects(start({ userId: other.user.id, accountId: other.account.id, methods: [] }), { code: 'unauthenticated' });
});

test('a person ends all of the own sessions; somebody else needs control over the person', async () => {
  const sessions = [await start(), await start()];
  const other: Act = { ...systemAct(accountId, now, 'test'), actor: { kind: 'user', id: 999, permissions: new Set() } };
  await assert.rejects(database.withAccount(accountId, (tx) => endAllSessions(tx, other, userId)), { code: 'forbidden' });
  assert.ok(await open(sessions[0]!.secret));
  const self: Act = { ...other, actor: { kind: 'user', id: userId, permissions: new Set() } };
  assert.equal(await database.withAccount(accountId, (tx) => endAllSessions(tx, self, userId)), 2);
  for (const { secret } of sessions) assert.equal(await open(secret), null);
});
