import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemAct, type Act, type Permission } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { addMember, authenticateToken, createToken, createUser, findTokens, getMember, revokeToken, setupAccount, type TokenInput } from '../index.ts';

const now = '2026-03-02T09:00:00.000Z';
const later = '2026-03-02T11:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let ada: number; // owner
let bo: number; // agent
let system: Act;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});

let round = 0;
beforeEach(async () => {
  round += 1;
  const made = await setupAccount(database, { accountName: 'Acme', email: `ada${round}@acme.test`, name: 'Ada', password: null, now });
  accountId = made.account.id;
  ada = made.user.id;
  system = systemAct(accountId, now, 'test');
  bo = await database.withAccount(accountId, async (tx) => {
    const user = await createUser(tx, system, { email: `bo${round}@acme.test`, name: 'Bo', zone: 'Europe/Paris' });
    await addMember(tx, system, { userId: user.id, role: 'agent' });
    return user.id;
  });
});

async function actOf(userId: number): Promise<Act> {
  const member = await database.withAccount(accountId, (tx) => getMember(tx, userId));
  return { ...system, actor: { kind: 'user', id: userId, permissions: member!.permissions } };
}

const create = (act: Act, input: Partial<TokenInput> = {}) => database.withAccount(accountId, (tx) =>
  createToken(tx, act, { userId: bo, dialect: 'native', name: 'script', scopes: 'all', expiresAt: null, ...input }));

test('a token opens its own API, as its user, with the permissions of the role', async () => {
  const { secret, id } = await create(system);
  assert.match(secret, /^pb_native_[\w-]{43}$/);
  const principal = await authenticateToken(database, { secret, dialect: 'native', now });
  assert.deepEqual({ ...principal, permissions: principal?.permissions.has('conversations.reply') }, {
    tokenId: id, accountId, userId: bo, agentId: null, permissions: true, userZone: 'Europe/Paris', accountZone: 'UTC', variant: null,
  });
  assert.equal(principal?.permissions.has('people.write'), false);
});

test('a token keeps the variant of answers it was made for', async () => {
  const { secret, id } = await create(system, { variant: 'deployed' });
  assert.equal((await authenticateToken(database, { secret, dialect: 'native', now }))?.variant, 'deployed');
  assert.equal((await database.withAccount(accountId, (tx) => findTokens(tx, system))).find((token) => token.id === id)?.variant, 'deployed');
  await assert.rejects(create(system, { variant: 'Not a word' }), { code: 'invalid' });
});

test('scopes cut the role, and never widen it', async () => {
  const { secret } = await create(system, { scopes: ['reports.read', 'conversations.read'] });
  const principal = await authenticateToken(database, { secret, dialect: 'native', now });
  assert.deepEqual([...principal!.permissions].sort(), ['conversations.read', 'reports.read']);
  const wide = await create(system, { scopes: ['people.write'] });
  assert.equal((await authenticateToken(database, { secret: wide.secret, dialect: 'native', now }))?.permissions.size, 0);
});

test('the secret is nowhere in the database', async () => {
  const { secret } = await create(system);
  const rows = await database.rows(sql<{ t: string }>`SELECT tokens::text AS t FROM tokens`);
  assert.ok(rows.every((row) => !row.t.includes(secret) && !row.t.includes(secret.slice(10))));
  const audit = await database.withAccount(accountId, (tx) => tx.rows(sql<{ t: string }>`SELECT audit_log::text AS t FROM audit_log`));
  assert.ok(audit.every((row) => !row.t.includes(secret.slice(10))));
});

test('whatever is wrong, the answer is the same null', async () => {
  const { secret, id } = await create(system, { expiresAt: '2026-03-02T10:00:00.000Z' });
  const open = (value: unknown, dialect = 'native', at = now) => authenticateToken(database, { secret: value, dialect, now: at });
  assert.ok(await open(secret));
  for (const value of ['', ' ', 'null', null, undefined, true, 0, {}, [], [secret], `${secret} `, secret.toUpperCase(), secret.slice(0, -1), 'x'.repeat(1e6), '\0'.repeat(30)]) {
    assert.equal(await open(value), null, `${typeof value}: ${JSON.stringify(value)?.slice(0, 40)}`);
  }
  assert.equal(await open(secret, 'timetoreply'), null);
  assert.equal(await open(secret, 'native', '2026-03-02T10:00:00.000Z'), null);
  await database.rows(sql<object>`UPDATE users SET disabled_at = ${now} WHERE id = ${bo}`);
  assert.equal(await open(secret), null);
  await database.rows(sql<object>`UPDATE users SET disabled_at = NULL WHERE id = ${bo}`);
  await database.rows(sql<object>`UPDATE memberships SET ended_at = ${now} WHERE user_id = ${bo}`);
  assert.equal(await open(secret), null);
  await database.rows(sql<object>`UPDATE memberships SET ended_at = NULL WHERE user_id = ${bo}`);
  assert.ok(await open(secret));
  await database.withAccount(accountId, (tx) => revokeToken(tx, system, id));
  assert.equal(await open(secret), null);
});

test('last use is kept to the minute', async () => {
  const { secret, id } = await create(system);
  const lastUse = async () => (await database.rows(sql<{ at: string | null }>`SELECT last_used_at AS at FROM tokens WHERE id = ${id}`))[0]!.at;
  const use = async (at: string) => {
    await authenticateToken(database, { secret, dialect: 'native', now: at });
    for (let tries = 0; tries < 50 && await lastUse() === null; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    return lastUse();
  };
  assert.equal(await use('2026-03-02T09:00:00.000Z'), '2026-03-02T09:00:00Z');
  assert.equal(await use('2026-03-02T09:00:59.000Z'), '2026-03-02T09:00:00Z');
  assert.equal(await use('2026-03-02T09:01:30.000Z'), '2026-03-02T09:01:30Z');
});

test('nobody makes a token that can do more than he may', async () => {
  await create(await actOf(bo)); // one's own
  await assert.rejects(create(await actOf(bo), { userId: ada }), { code: 'forbidden' });
  const administrator: Act = { ...system, actor: { kind: 'user', id: 999_999, permissions: new Set<Permission>(['tokens.all', 'reports.read']) } };
  await assert.rejects(create(administrator, { userId: ada, scopes: 'all' }), { code: 'forbidden' });
  await create(administrator, { userId: ada, scopes: ['reports.read'] });
  const narrowToken: Act = { ...system, actor: { kind: 'user', id: bo, permissions: new Set<Permission>(['tokens.own']) } };
  await assert.rejects(create(narrowToken), { code: 'forbidden' });
});

test('a refused or senseless token leaves no row', async () => {
  const count = async () => (await database.rows(sql<{ n: number }>`SELECT count(*) AS n FROM tokens`))[0]!.n;
  const before = await count();
  await assert.rejects(create({ ...system, actor: { kind: 'user', id: bo, permissions: new Set() } }), { code: 'forbidden' });
  for (const bad of [{ dialect: 'No Such!' }, { name: '' }, { scopes: ['all.of.it'] }, { scopes: [] }, { expiresAt: now }, { expiresAt: 'soon' }]) {
    await assert.rejects(create(system, bad), { code: 'invalid' });
  }
  await assert.rejects(create(system, { userId: 987_654 }), { code: 'not-found' });
  assert.equal(await count(), before);
});

test('another account\'s token and user are unknown here', async () => {
  const { id, secret } = await create(system);
  const other = await setupAccount(database, { accountName: 'Bolt', email: `x${round}@bolt.test`, name: 'X', password: null, now });
  const act = systemAct(other.account.id, now, 'test');
  await assert.rejects(database.withAccount(other.account.id, (tx) => revokeToken(tx, act, id)), { code: 'not-found' });
  await assert.rejects(database.withAccount(other.account.id, (tx) => createToken(tx, act, {
    userId: bo, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null,
  })), { code: 'not-found' });
  assert.ok((await database.withAccount(other.account.id, (tx) => findTokens(tx, act))).every((token) => token.id !== id));
  assert.ok(await authenticateToken(database, { secret, dialect: 'native', now: later }));
});

test('with tokens.own one lists and revokes one\'s own only', async () => {
  const mine = await create(system);
  const hers = await create(system, { userId: ada });
  const act = await actOf(bo);
  const listed = await database.withAccount(accountId, (tx) => findTokens(tx, act));
  assert.deepEqual(listed.map((token) => token.id), [mine.id]);
  await assert.rejects(database.withAccount(accountId, (tx) => revokeToken(tx, act, hers.id)), { code: 'forbidden' });
  await assert.rejects(database.withAccount(accountId, (tx) => findTokens(tx, act, { userId: ada })), { code: 'forbidden' });
  await database.withAccount(accountId, (tx) => revokeToken(tx, act, mine.id));
});
