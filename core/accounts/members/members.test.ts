import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  addMember, authenticateSession, authenticateToken, changeRole, createToken, createUser, defineRole, disableUser, enableUser, endMember, findMembers,
  findRoles, getMember, setupAccount, startSession,
} from '../index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let ada: number; // owner
let bo: number; // agent
let cy: number; // administrator
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
  accountId = made.account.id;
  ada = made.user.id;
  bo = await join('bo', 'agent');
  cy = await join('cy', 'administrator');
});

const system = () => systemAct(accountId, now, 'test');
const within = <T>(work: Parameters<typeof database.withAccount<T>>[1]) => database.withAccount(accountId, work);
const join = (name: string, role: string) => within(async (tx) => {
  const user = await createUser(tx, system(), { email: `${name}${round}@acme.test`, name });
  await addMember(tx, system(), { userId: user.id, role });
  return user.id;
});
const actOf = async (userId: number): Promise<Act> => ({
  ...system(), actor: { kind: 'user', id: userId, permissions: (await within((tx) => getMember(tx, userId)))!.permissions },
});
const roleOf = async (userId: number) => (await within((tx) => getMember(tx, userId)))?.role;

test('an ended membership shuts the door at once: session and token are dead, and stay dead when the member comes back', async () => {
  const session = await startSession(database, { userId: bo, accountId, methods: ['password'], now, address: null, userAgent: null });
  const token = await within((tx) => createToken(tx, system(), { userId: bo, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null }));
  const alive = async () => [await authenticateSession(database, { secret: session.secret, now }), await authenticateToken(database, { secret: token.secret, dialect: 'native', now })];
  assert.ok((await alive()).every((principal) => principal?.userId === bo));
  const act = await actOf(cy);
  await within((tx) => endMember(tx, act, bo));
  assert.deepEqual(await alive(), [null, null]);
  await within((tx) => addMember(tx, act, { userId: bo, role: 'agent' }));
  assert.equal(await roleOf(bo), 'agent');
  assert.deepEqual(await alive(), [null, null]);
});

test('the last owner stays: neither ended, nor changed, nor disabled', async () => {
  await assert.rejects(within((tx) => endMember(tx, system(), ada)), { code: 'conflict' });
  await assert.rejects(within((tx) => changeRole(tx, system(), { userId: ada, role: 'agent' })), { code: 'conflict' });
  await assert.rejects(within((tx) => disableUser(tx, system(), ada)), { code: 'conflict' });
  assert.equal(await roleOf(ada), 'owner');
});

test('a disabled owner does not count as one who is left', async () => {
  const di = await join('di', 'owner');
  await within((tx) => disableUser(tx, system(), di));
  await assert.rejects(within((tx) => endMember(tx, system(), ada)), { code: 'conflict' });
  await within((tx) => enableUser(tx, system(), di));
  await within((tx) => endMember(tx, system(), ada));
});

test('two owners who remove each other at the same moment: one stays', async () => {
  for (let n = 0; n < 5; n += 1) {
    const [one, two] = [await join(`one${n}`, 'owner'), await join(`two${n}`, 'owner')];
    await within((tx) => changeRole(tx, system(), { userId: n === 0 ? ada : bo, role: 'agent' }));
    const owners = (await within((tx) => findMembers(tx, system()))).filter((member) => member.role === 'owner' && ![one, two].includes(member.id));
    for (const owner of owners) await within((tx) => endMember(tx, system(), owner.id));
    const [actOne, actTwo] = [await actOf(one), await actOf(two)];
    const results = await Promise.allSettled([within((tx) => endMember(tx, actOne, two)), within((tx) => changeRole(tx, actTwo, { userId: one, role: 'agent' }))]);
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await within((tx) => findMembers(tx, system()))).filter((member) => member.role === 'owner').length, 1);
  }
});

test('a changed role counts at the next request and ends sessions', async () => {
  const session = await startSession(database, { userId: bo, accountId, methods: ['password'], now, address: null, userAgent: null });
  const token = await within((tx) => createToken(tx, system(), { userId: bo, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null }));
  await within((tx) => changeRole(tx, system(), { userId: bo, role: 'read-only' }));
  assert.equal(await authenticateSession(database, { secret: session.secret, now }), null);
  assert.equal((await authenticateToken(database, { secret: token.secret, dialect: 'native', now }))?.permissions.has('conversations.reply'), false);
});

test('nobody raises himself, makes an owner without being one, or touches one', async () => {
  const administrator = await actOf(cy);
  for (const attempt of [
    () => within((tx) => changeRole(tx, administrator, { userId: cy, role: 'owner' })), () => within((tx) => changeRole(tx, administrator, { userId: bo, role: 'owner' })),
    () => within((tx) => changeRole(tx, administrator, { userId: ada, role: 'agent' })), () => within((tx) => disableUser(tx, administrator, ada)),
    () => within((tx) => defineRole(tx, administrator, { name: 'all', permissions: ['account.delete'] })),
  ]) await assert.rejects(attempt(), { code: 'forbidden' });
  const agent = await actOf(bo);
  for (const attempt of [
    () => within((tx) => changeRole(tx, agent, { userId: bo, role: 'administrator' })), () => within((tx) => endMember(tx, agent, cy)),
    () => within((tx) => disableUser(tx, agent, cy)), () => within((tx) => addMember(tx, agent, { userId: ada, role: 'agent' })),
    () => within((tx) => defineRole(tx, agent, { name: 'x', permissions: [] })),
  ]) await assert.rejects(attempt(), { code: 'forbidden' });
  assert.deepEqual([await roleOf(ada), await roleOf(bo), await roleOf(cy)], ['owner', 'agent', 'administrator']);
});

test('another account\'s people are unknown', async () => {
  const other = await setupAccount(database, { accountName: 'B', email: `x${round}@b.test`, name: 'X', password: null, now });
  for (const attempt of [
    () => within((tx) => endMember(tx, system(), other.user.id)), () => within((tx) => changeRole(tx, system(), { userId: other.user.id, role: 'agent' })),
    () => within((tx) => endMember(tx, system(), 987_654)), () => within((tx) => addMember(tx, system(), { userId: 987_654, role: 'agent' })),
  ]) await assert.rejects(attempt(), { code: 'not-found' });
  const administrator = await actOf(cy);
  await assert.rejects(within((tx) => disableUser(tx, administrator, other.user.id)), { code: 'not-found' });
  assert.ok((await within((tx) => findMembers(tx, system()))).every((member) => member.id !== other.user.id));
});

test('members are listed without hash or secret', async () => {
  const members = await within((tx) => findMembers(tx, system()));
  assert.deepEqual(members.map((member) => member.role), ['owner', 'agent', 'administrator']);
  assert.ok(!/hash|sealed|secret/i.test(JSON.stringify(members)));
});

test('an account\'s own role counts at once when it is changed; built-in ones stay', async () => {
  await within((tx) => defineRole(tx, system(), { name: 'reporter', permissions: ['reports.read'] }));
  await within((tx) => changeRole(tx, system(), { userId: bo, role: 'reporter' }));
  const token = await within((tx) => createToken(tx, system(), { userId: bo, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null }));
  const may = async () => [...(await authenticateToken(database, { secret: token.secret, dialect: 'native', now }))!.permissions];
  assert.deepEqual(await may(), ['reports.read']);
  await within((tx) => defineRole(tx, system(), { name: 'reporter', permissions: ['reports.read', 'reports.export'] }));
  assert.deepEqual(await may(), ['reports.export', 'reports.read']);
  await assert.rejects(within((tx) => defineRole(tx, system(), { name: 'owner', permissions: [] })), { code: 'conflict' });
  await assert.rejects(within((tx) => defineRole(tx, system(), { name: 'x', permissions: ['everything'] })), { code: 'invalid' });
  assert.deepEqual((await within((tx) => findRoles(tx, system()))).map((role) => role.name), ['administrator', 'agent', 'owner', 'read-only', 'reporter']);
});

test('a refused command leaves no audit row', async () => {
  const count = async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM audit_log`))).n;
  const before = await count();
  const agent = await actOf(bo);
  await assert.rejects(within((tx) => endMember(tx, agent, cy)));
  await assert.rejects(within((tx) => endMember(tx, system(), ada)));
  assert.equal(await count(), before);
});
