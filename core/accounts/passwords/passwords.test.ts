import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  addMember, authenticateSession, authenticateToken, changePassword, changeRole, checkPassword, createPasswordLink, createToken, createUser, disableUser, enableUser, endMember, getMember, hashPassword, lookUpPasswordReset, resetPassword,
  setupAccount, startSession, verifyPassword,
} from '../index.ts';
import { createHashingQueue } from './hashing-queue.ts';

const now = '2026-03-02T09:00:00.000Z';
const password = 'a long pass phrase';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let userId: number;
let email: string;
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
  email = `ada${round}@acme.test`;
  const made = await setupAccount(database, { accountName: 'Acme', email, name: 'Ada', password, now });
  accountId = made.account.id;
  userId = made.user.id;
});

const attempt = (given: Partial<Parameters<typeof verifyPassword>[1]> = {}) =>
  verifyPassword(database, { email, password, address: `192.0.2.${round}`, now, ...given });
const session = (address: string | null = null) => startSession(database, { userId, accountId, methods: ['password'], now, address, userAgent: 'test' });
const system = (): Act => systemAct(accountId, now, 'test');
const self = async (): Promise<Act> => ({
  ...system(), actor: { kind: 'user', id: userId, permissions: (await database.withAccount(accountId, (tx) => getMember(tx, userId)))!.permissions },
});

test('the right password opens, in any case of the e-mail and any form of its characters', async () => {
  assert.deepEqual(await attempt({ email: ` ${email.toUpperCase()} ` }), { userId, needsTotp: false });
  await resetPassword(database, system(), { userId, newPassword: 'Grüße aus Köln' });
  assert.equal((await attempt({ password: 'Grüße aus Köln'.normalize('NFD') })).userId, userId);
});

test('whatever is wrong, the answer is one and the same', async () => {
  const answers = new Set<string>();
  const wrong: Partial<Parameters<typeof verifyPassword>[1]>[] = [
    { password: 'wrong wrong wrong' }, { password: '' }, { password: 'x'.repeat(100_000) }, { password: true as unknown as string }, { password: {} as unknown as string },
    { email: 'unknown@acme.test' }, { email: '' }, { email: 'a\0b@acme.test' }, { email: null as unknown as string }, { email: '\ud800@acme.test' },
  ];
  for (const [at, given] of wrong.entries()) {
    await attempt({ address: `198.51.100.${at}`, ...given }).then(() => assert.fail('accepted'), (error) => answers.add(`${error.code} ${error.message}`));
  }
  await database.rows(sql<object>`UPDATE users SET disabled_at = ${now} WHERE id = ${userId}`);
  await attempt({ address: '198.51.100.99' }).then(() => assert.fail('accepted'), (error) => answers.add(`${error.code} ${error.message}`));
  await database.rows(sql<object>`UPDATE users SET disabled_at = NULL, password_hash = NULL WHERE id = ${userId}`);
  await attempt({ address: '198.51.100.98', password: '' }).then(() => assert.fail('accepted'), (error) => answers.add(`${error.code} ${error.message}`));
  assert.deepEqual([...answers], ['unauthenticated The e-mail or the password is wrong.']);
});

test('an unknown name takes as long as a known one', async () => {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let n = 0; n < 60; n += 1) {
    const kind = n % 2 ? 'known' : 'unknown';
    if (n % 10 === 0) await database.rows(sql<object>`DELETE FROM rate_windows`);
    const started = performance.now();
    await attempt({ email: kind === 'known' ? email : 'unknown@acme.test', password: 'wrong wrong wrong', address: null }).catch(() => {});
    times[kind].push(performance.now() - started);
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const ratio = median(times.known) / median(times.unknown);
  assert.ok(ratio > 0.6 && ratio < 1.6, `known ${median(times.known)} ms, unknown ${median(times.unknown)} ms`);
});

test('of 60 guesses at once exactly ten are tried; waiting as long as told helps, a second less does not', async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, (_, at) => attempt({ password: 'wrong wrong wrong', address: `203.0.113.${at}` })));
  const codes = results.map((result) => (result.status === 'rejected' ? result.reason.code as string : 'accepted'));
  assert.equal(codes.filter((code) => code === 'unauthenticated').length, 10);
  assert.equal(codes.filter((code) => code === 'too-many').length, 50);
  const wait = await attempt({ now: '2026-03-02T09:05:00.500Z' }).catch((error) => error.retryAfterSeconds as number) as number;
  assert.equal(wait, 600);
  const at = (seconds: number) => new Date(Date.parse('2026-03-02T09:05:00.500Z') + seconds * 1000).toISOString();
  await assert.rejects(attempt({ now: at(wait - 1) }), { code: 'too-many' });
  assert.equal((await attempt({ now: at(wait) })).userId, userId);
});

test('strangers who exhaust a name do not lock out a known address or a known browser', async () => {
  await session('192.0.2.77');
  const { secret } = await session();
  for (let n = 0; n < 12; n += 1) await attempt({ password: 'wrong wrong wrong', address: `203.0.113.${n}` }).catch(() => {});
  await assert.rejects(attempt({ address: '203.0.113.200' }), { code: 'too-many' });
  assert.equal((await attempt({ address: '192.0.2.77' })).userId, userId);
  assert.equal((await attempt({ address: '203.0.113.5', previousSession: secret })).userId, userId);
});

test('a known address or browser has ten guesses of its own, and no more', async () => {
  const { secret } = await session('192.0.2.78');
  for (const known of [{ address: '192.0.2.78' }, { address: '203.0.113.9', previousSession: secret }]) {
    for (let n = 0; n < 10; n += 1) await assert.rejects(attempt({ ...known, password: 'wrong wrong wrong' }), { code: 'unauthenticated' });
    await assert.rejects(attempt(known), { code: 'too-many' });
  }
});

test('a session of 31 days ago, or somebody else\'s, makes nobody known', async () => {
  const other = await setupAccount(database, { accountName: 'B', email: `bo${round}@b.test`, name: 'Bo', password, now });
  const theirs = await startSession(database, { userId: other.user.id, accountId: other.account.id, methods: ['password'], now, address: null, userAgent: null });
  const { secret } = await session('192.0.2.79');
  const later = '2026-04-02T09:00:00.000Z';
  for (let n = 0; n < 10; n += 1) await attempt({ password: 'wrong wrong wrong', address: `203.0.113.${n}`, now: later }).catch(() => {});
  for (const given of [{ address: '192.0.2.79' }, { previousSession: secret }, { previousSession: theirs.secret }, { previousSession: true }]) {
    await assert.rejects(attempt({ now: later, ...given }), { code: 'too-many' });
  }
});

test('one address guesses 50 times over all names; an IPv6 network counts as one; a right password does not pay for guesses', async () => {
  for (let n = 0; n < 50; n += 1) {
    if (n === 30) await attempt({ address: '2001:db8:0:1::1' });
    await assert.rejects(attempt({ email: `nobody${n}@acme.test`, address: `2001:db8:0:1::${n}` }), { code: 'unauthenticated' });
  }
  await assert.rejects(attempt({ address: '2001:db8:0:1:ffff::9' }), { code: 'too-many' });
  assert.equal((await attempt({ address: '2001:db8:0:2::1' })).userId, userId);
});

test('a window lists neither e-mail nor address', async () => {
  await attempt({ password: 'wrong wrong wrong' }).catch(() => {});
  const rows = await database.rows(sql<{ key: string }>`SELECT key FROM rate_windows`);
  assert.ok(rows.length > 0 && rows.every(({ key }) => !key.includes('@') && !key.includes('192.0.2')));
});

test('a change ends every session, leaves tokens and says how many; it wants the present password', async () => {
  const { secret } = await session();
  const token = await database.withAccount(accountId, (tx) => createToken(tx, system(), { userId, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null }));
  const act = await self();
  const newPassword = 'quite another phrase';
  await assert.rejects(changePassword(database, act, { userId, currentPassword: 'wrong wrong wrong', newPassword }), { code: 'unauthenticated' });
  await assert.rejects(changePassword(database, act, { userId, currentPassword: password, newPassword: 'short' }), { code: 'invalid' });
  await assert.rejects(changePassword(database, act, { userId: userId + 1, currentPassword: password, newPassword }), { code: 'forbidden' });
  assert.ok(await authenticateSession(database, { secret, now }));
  assert.deepEqual(await changePassword(database, act, { userId, currentPassword: password, newPassword }), { tokensLeft: 1 });
  assert.equal(await authenticateSession(database, { secret, now }), null);
  assert.ok(await authenticateToken(database, { secret: token.secret, dialect: 'native', now }));
  await assert.rejects(attempt(), { code: 'unauthenticated' });
  assert.equal((await attempt({ password: newPassword })).userId, userId);
});

test('a stolen session cannot try out the present password', async () => {
  const act = await self();
  for (let n = 0; n < 10; n += 1) {
    await assert.rejects(changePassword(database, act, { userId, currentPassword: `wrong wrong ${n}`, newPassword: password }), { code: 'unauthenticated' });
  }
  await assert.rejects(changePassword(database, act, { userId, currentPassword: password, newPassword: password }), { code: 'too-many' });
});

test('an administrator resets an agent, not the owner, not a person of other accounts too', async () => {
  const people = await database.withAccount(accountId, async (tx) => {
    const ids = [];
    for (const [name, role] of [['agent', 'agent'], ['administrator', 'administrator'], ['shared', 'agent']] as const) {
      const user = await createUser(tx, system(), { email: `${name}${round}@acme.test`, name, passwordHash: await hashPassword(password, 'x@y.test') });
      await addMember(tx, system(), { userId: user.id, role });
      ids.push(user.id);
    }
    return { agent: ids[0]!, administrator: ids[1]!, shared: ids[2]! };
  });
  const other = await setupAccount(database, { accountName: 'B', email: `bo${round}@b.test`, name: 'Bo', password, now });
  await database.withAccount(other.account.id, (tx) => addMember(tx, systemAct(other.account.id, now, 'test'), { userId: people.shared, role: 'owner' }));
  const permissions = (await database.withAccount(accountId, (tx) => getMember(tx, people.administrator)))!.permissions;
  const act: Act = { ...system(), actor: { kind: 'user', id: people.administrator, permissions } };
  const reset = (target: number) => resetPassword(database, act, { userId: target, newPassword: 'set by another' });
  const link = (target: number) => database.withAccount(accountId, (tx) => createPasswordLink(tx, act, target));
  const { secret } = await link(people.agent);
  assert.equal((await lookUpPasswordReset(database, { secret, address: '192.0.2.9', now })).email, `agent${round}@acme.test`);
  await reset(people.agent);
  await assert.rejects(lookUpPasswordReset(database, { secret, address: '192.0.2.9', now }), { code: 'expired' }, 'the password has changed');
  for (const [target, code] of [[userId, 'forbidden'], [people.shared, 'forbidden'], [people.administrator, 'forbidden'], [other.user.id, 'not-found'], [987_654, 'not-found']] as const) await assert.rejects(link(target), { code });
  await assert.rejects(reset(userId), { code: 'forbidden' });
  await assert.rejects(reset(people.shared), { code: 'forbidden' });
  await assert.rejects(reset(other.user.id), { code: 'not-found' });
  await assert.rejects(reset(987_654), { code: 'not-found' });
  assert.equal((await attempt()).userId, userId);
});

test('a link for a new password is worth nothing once the person may do more or less, or is in another account, too', async () => {
  const other = await setupAccount(database, { accountName: 'B', email: `bo${round}@b.test`, name: 'Bo', password, now });
  const [first, ...others] = await database.withAccount(accountId, async (tx) => {
    const ids: number[] = [];
    for (const name of ['joins', 'rises', 'leaves', 'disabled']) {
      const user = await createUser(tx, system(), { email: `${name}${round}@acme.test`, name, passwordHash: null });
      await addMember(tx, system(), { userId: user.id, role: 'agent' });
      ids.push(user.id);
    }
    return ids;
  });
  const [rises, leaves, disabled] = others;
  const links = await database.withAccount(accountId, async (tx) => {
    const made: string[] = [];
    for (const id of [first!, ...others]) made.push((await createPasswordLink(tx, { ...system(), actor: { ...system().actor, permissions: 'all' } }, id)).secret);
    return made;
  });
  await database.withAccount(other.account.id, (tx) => addMember(tx, systemAct(other.account.id, now, 'test'), { userId: first!, role: 'agent' }));
  await database.withAccount(accountId, async (tx) => {
    await changeRole(tx, system(), { userId: rises!, role: 'owner' });
    await endMember(tx, system(), leaves!);
    await disableUser(tx, system(), disabled!);
    await enableUser(tx, system(), disabled!);
  });
  await database.withAccount(other.account.id, (tx) => addMember(tx, systemAct(other.account.id, now, 'test'), { userId: leaves!, role: 'agent' }));
  for (const [at, secret] of links.entries()) await assert.rejects(lookUpPasswordReset(database, { secret, address: '192.0.2.9', now }), { code: 'expired' }, `${at}`);
});

test('passwords that are short, long, common or the e-mail are refused', () => {
  for (const bad of ['', 'ninechars', 'x'.repeat(1_001), 'Password123', 'PASSWORD1234', '1234567890', 'aaaaaaaaaaaa', 'ababababab', 'Ada.Byron@acme.test', 'ada.byron@ACME.test ', ' ada.byron ', 'qwertyuiop']) {
    assert.throws(() => checkPassword(bad, 'ada.byron@acme.test'), { code: 'invalid' }, bad);
  }
  for (const good of ['tencharsok', '🔑🔒🗝️ schlüssel', 'correct horse battery staple', 'x'.repeat(500) + 'yz']) checkPassword(good, 'ada@acme.test');
});

test('the queue runs so many at once, lets so many wait, and refuses the rest at once', async () => {
  const enqueue = createHashingQueue({ runningMax: 2, waitingMax: 3 });
  let running = 0;
  let runningMost = 0;
  const work = async () => {
    running += 1;
    runningMost = Math.max(runningMost, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    if (runningMost > 100) throw new Error('never');
    return 'done';
  };
  const results = await Promise.allSettled(Array.from({ length: 9 }, () => enqueue(work)));
  assert.deepEqual(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.code)), [...Array(5).fill('done'), ...Array(4).fill('unavailable')]);
  assert.equal(runningMost, 2);
  await assert.rejects(enqueue(async () => { throw new Error('failed'); }), /failed/);
  assert.equal(await enqueue(work), 'done');
});
