import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  acceptInvitation, addMember, changeRole, createInvitation, createUser, disableUser, endMember, findInvitations, findMembers, getMember, hashPassword, lookUpInvitation,
  revokeInvitation, setupAccount, verifyPassword,
} from '../index.ts';

const now = '2026-03-02T09:00:00.000Z';
const tomorrow = '2026-03-03T09:00:00.000Z';
const password = 'a long pass phrase';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let ada: number;
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
  [accountId, ada] = [made.account.id, made.user.id];
});

const within = <T>(work: (tx: Tx) => Promise<T>) => database.withAccount(accountId, work);
const actOf = async (userId: number): Promise<Act> => ({
  ...systemAct(accountId, now, 'test'), actor: { kind: 'user', id: userId, permissions: (await within((tx) => getMember(tx, userId)))!.permissions },
});
const invite = async (email: string, role = 'agent', by = ada) => {
  const act = await actOf(by);
  return within((tx) => createInvitation(tx, act, { email, role }));
};
const accept = (secret: unknown, more: object = {}) => acceptInvitation(database, { secret, name: 'Bo', password, address: null, now, ...more });
const members = async () => (await within((tx) => findMembers(tx, systemAct(accountId, now, 'test')))).map(({ email, role }) => [email, role]);
const join = async (name: string, role: string) => within(async (tx) => {
  const act = systemAct(accountId, now, 'test');
  const user = await createUser(tx, act, { email: `${name}${round}@acme.test`, name });
  await addMember(tx, act, { userId: user.id, role });
  return user.id;
});

test('a link makes the person a member, with a password of the person\'s own, once', async () => {
  const email = `Bo${round}@acme.test`;
  const { secret, expiresAt } = await invite(email);
  assert.equal(expiresAt, '2026-03-03T09:00:00.000Z');
  const { accountName, role } = await lookUpInvitation(database, { secret, address: null, now });
  assert.deepEqual([accountName, role], ['Acme', 'agent']);
  const { userId } = await accept(secret);
  assert.equal((await verifyPassword(database, { email, password, address: null, now })).userId, userId);
  assert.deepEqual((await members()).at(-1), [email, 'agent']);
  await assert.rejects(accept(secret), { code: 'expired' });
  await assert.rejects(lookUpInvitation(database, { secret, address: null, now }), { code: 'expired' });
  assert.deepEqual(await within((tx) => findInvitations(tx, systemAct(accountId, now, 'test'))), []);
});

test('of many uses at once one wins', async () => {
  const { secret } = await invite(`many${round}@acme.test`);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => accept(secret)));
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  for (const result of results) if (result.status === 'rejected') assert.match(String(result.reason.code), /expired|conflict|unauthenticated/);
  assert.equal((await members()).length, 2);
});

test('wrong, empty, null-ish, in another case, revoked, replaced, too old: all alike, before anything of the input is looked at', async () => {
  const first = await invite(`c${round}@acme.test`);
  const second = await invite(`C${round}@ACME.test`); // the same address: the first link is worth nothing
  const third = await invite(`d${round}@acme.test`);
  await within(async (tx) => revokeInvitation(tx, systemAct(accountId, now, 'test'), third.id));
  const answers = new Set<string>();
  const refused = (secret: unknown, more: object = {}) => accept(secret, more).then(() => assert.fail('accepted'), (error) => answers.add(`${error.code} ${error.message}`));
  for (const secret of [
    '', ' ', '0', 'null', null, undefined, 0, true, {}, [], [second.secret], first.secret, third.secret, second.secret.toLowerCase(), `${second.secret} `, ` ${second.secret}`,
    second.secret.slice(0, -1), 'x'.repeat(43), '\0'.repeat(43),
  ]) await refused(secret);
  await refused(second.secret, { now: tomorrow });
  await refused('x'.repeat(43), { password: 'short' });
  assert.equal(answers.size, 1, [...answers].join('; '));
  assert.equal((await members()).length, 1);
  await accept(second.secret, { now: '2026-03-03T08:59:59.000Z' });
});

test('wrong input leaves the invitation as it was', async () => {
  const { secret } = await invite(`e${round}@acme.test`);
  for (const bad of [{ password: 'short' }, { password: `e${round}@acme.test` }, { name: '' }, { name: 'x\u0007' }]) await assert.rejects(accept(secret, bad), { code: 'invalid' });
  assert.equal((await members()).length, 1);
  await accept(secret);
});

test('who has a user is asked for that user\'s password: a link takes over nobody', async () => {
  const email = `known${round}@else.test`;
  const other = await setupAccount(database, { accountName: 'Else', email, name: 'Known', password, now });
  const { secret } = await invite(email);
  await assert.rejects(accept(secret, { password: 'another long phrase' }), { code: 'unauthenticated' });
  assert.equal((await verifyPassword(database, { email, password, address: null, now })).userId, other.user.id);
  const { userId } = await accept(secret, { name: 'Renamed' });
  assert.equal(userId, other.user.id);
  assert.equal((await within((tx) => findMembers(tx, systemAct(accountId, now, 'test')))).at(-1)!.name, 'Known');
});

test('guessing the password of a person who is invited is throttled as a sign-in', async () => {
  const email = `guess${round}@else.test`;
  await setupAccount(database, { accountName: 'Else', email, name: 'X', password, now });
  const { secret } = await invite(email);
  const codes = await Promise.all(Array.from({ length: 15 }, (_, n) => accept(secret, { password: `wrong phrase ${n}` }).catch((error) => error.code as string)));
  assert.equal(codes.filter((code) => code === 'too-many').length, 5);
});

test('nobody invites into more than the own rights, and a link dies with the rights of whoever made it', async () => {
  const cy = await join('cy', 'administrator');
  const bo = await join('bo', 'agent');
  await assert.rejects(invite(`o${round}@acme.test`, 'owner', cy), { code: 'forbidden' });
  await assert.rejects(invite(`o${round}@acme.test`, 'agent', bo), { code: 'forbidden' });
  await assert.rejects(invite(`o${round}@acme.test`, 'nobody', cy), { code: 'invalid' });
  const dead = [
    async () => within(async (tx) => changeRole(tx, systemAct(accountId, now, 'test'), { userId: cy, role: 'agent' })),
    async () => within(async (tx) => endMember(tx, systemAct(accountId, now, 'test'), cy)),
    async () => within(async (tx) => {
      await addMember(tx, systemAct(accountId, now, 'test'), { userId: cy, role: 'administrator' });
      await disableUser(tx, systemAct(accountId, now, 'test'), cy);
    }),
  ];
  const links = [await invite(`p${round}@acme.test`, 'administrator', cy), await invite(`q${round}@acme.test`, 'agent', cy), await invite(`r${round}@acme.test`, 'agent', cy)];
  for (const [at, end] of dead.entries()) {
    await end();
    await assert.rejects(accept(links[at]!.secret), { code: 'expired' });
  }
  assert.equal((await members()).length, 3);
});

test('a member is not invited, and another account\'s invitation is unknown', async () => {
  await assert.rejects(invite(`ADA${round}@acme.test`), { code: 'conflict' });
  const { id } = await invite(`s${round}@acme.test`);
  const other = await setupAccount(database, { accountName: 'B', email: `b${round}@b.test`, name: 'B', password: null, now });
  const theirs = systemAct(other.account.id, now, 'test');
  await assert.rejects(database.withAccount(other.account.id, (tx) => revokeInvitation(tx, theirs, id)), { code: 'not-found' });
  assert.deepEqual(await database.withAccount(other.account.id, (tx) => findInvitations(tx, theirs)), []);
});

test('whether an address has a user is not told when it is invited', async () => {
  const known = `u${round}@else.test`;
  await setupAccount(database, { accountName: 'Else', email: known, name: 'X', password, now });
  const [one, two] = [await invite(known), await invite(`v${round}@else.test`)];
  assert.deepEqual(Object.keys(one), Object.keys(two));
  const shown = async (secret: string) => Object.keys(await lookUpInvitation(database, { secret, address: null, now }));
  assert.deepEqual(await shown(one.secret), await shown(two.secret));
});

test('the secret is not in the database', async () => {
  const { secret } = await invite(`t${round}@acme.test`);
  const rows = await database.rows(sql<{ t: string }>`SELECT invitations::text AS t FROM invitations`);
  assert.ok(rows.every(({ t }) => !t.includes(secret) && !t.includes(Buffer.from(secret).toString('hex'))));
});

test('a user made meanwhile is asked for the password like any other', async () => {
  const email = `w${round}@acme.test`;
  const { secret } = await invite(email);
  const passwordHash = await hashPassword(password, email);
  await within((tx) => createUser(tx, systemAct(accountId, now, 'test'), { email, name: 'W', passwordHash }));
  await assert.rejects(accept(secret, { password: 'another long phrase' }), { code: 'unauthenticated' });
});

test('wrong links end after fifty from one network, right ones do not count', async () => {
  const { secret } = await invite(`x${round}@acme.test`);
  const address = '203.0.113.9';
  for (let n = 0; n < 60; n += 1) await lookUpInvitation(database, { secret, address, now });
  const codes = await Promise.all(Array.from({ length: 55 }, () => lookUpInvitation(database, { secret: 'x'.repeat(43), address, now }).catch((error) => error.code as string)));
  assert.equal(codes.filter((code) => code === 'too-many').length, 5);
  await assert.rejects(accept(secret, { address }), { code: 'too-many' });
  await accept(secret, { address: '203.0.113.10' });
});
