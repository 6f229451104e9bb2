import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { fromBase32 } from '#testkit/people/from-base32.ts';
import {
  authenticateSession, beginTotp, changeAccount, confirmPassword, confirmTotp, endOtherSessions, endOwnSession, findOwnSessions, parseSecretKey, setupAccount, startSession,
} from '../index.ts';
import { stepAt, totpCode } from '../totp/totp-code.ts';

const now = '2026-03-02T09:00:00.000Z';
const password = 'a long pass phrase';
const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
let clone: ClonedDatabase;
let database: Database;
let round = 0;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});

async function person() {
  round += 1;
  const made = await setupAccount(database, { accountName: 'Acme', email: `p${round}@x.test`, name: 'P', password, now });
  const [accountId, userId] = [made.account.id, made.user.id];
  const act: Act = { ...systemAct(accountId, now, 'test'), actor: { kind: 'user', id: userId, permissions: new Set(['account.write']) } };
  const start = () => startSession(database, { userId, accountId, methods: ['password'], now, address: '192.0.2.1', userAgent: 'Firefox' });
  return { accountId, userId, act, start };
}

test('one sees the own sessions only, ends one, or all others', async () => {
  const [ada, bo] = [await person(), await person()];
  const [one, two, three] = [await ada.start(), await ada.start(), await ada.start()];
  const other = await bo.start();
  const list = async () => (await database.withAccount(ada.accountId, (tx) => findOwnSessions(tx, ada.act))).map(({ id }) => id);
  assert.deepEqual(await list(), [three.id, two.id, one.id]);
  assert.ok(!/token|hash|secret/i.test(JSON.stringify(await database.withAccount(ada.accountId, (tx) => findOwnSessions(tx, ada.act)))));
  await database.withAccount(ada.accountId, (tx) => endOwnSession(tx, ada.act, one.id));
  assert.equal(await authenticateSession(database, { secret: one.secret, now }), null);
  for (const id of [one.id, other.id, 987_654]) await assert.rejects(database.withAccount(ada.accountId, (tx) => endOwnSession(tx, ada.act, id)), { code: 'not-found' });
  assert.equal(await database.withAccount(ada.accountId, (tx) => endOtherSessions(tx, ada.act, two.id)), 1);
  assert.deepEqual(await list(), [two.id]);
  assert.notEqual(await authenticateSession(database, { secret: other.secret, now }), null);
});

test('the own password is asked for again ten times at most', async () => {
  const { act, userId } = await person();
  assert.equal((await confirmPassword(database, act, { userId, password })).email, `p${round}@x.test`);
  const codes = await Promise.all(Array.from({ length: 12 }, () => confirmPassword(database, act, { userId, password: 'wrong' }).catch((error) => error.code as string)));
  assert.deepEqual(codes.filter((code) => code === 'too-many').length, 2);
  await assert.rejects(confirmPassword(database, act, { userId: userId + 1, password }), { code: 'forbidden' });
});

test('where the account wants a second factor, a session without may do nothing until one is set up', async () => {
  const ada = await person();
  const bo = await ada.start();
  const change = (requireTotp: boolean) => database.withAccount(ada.accountId, (tx) => changeAccount(tx, ada.act, { requireTotp }));
  await assert.rejects(change(true), { code: 'conflict' }); // who turns it on has one
  await database.withAccount(ada.accountId, (tx) => changeAccount(tx, systemAct(ada.accountId, now, 'test'), { requireTotp: true }));
  const limited = await authenticateSession(database, { secret: bo.secret, now });
  assert.deepEqual([limited?.isTotpMissing, limited?.permissions.size], [true, 0]);
  const { secret } = await database.withAccount(ada.accountId, (tx) => beginTotp(tx, ada.act, { userId: ada.userId, key }));
  await confirmTotp(database, ada.act, { userId: ada.userId, code: totpCode(fromBase32(secret), stepAt(Date.parse(now))), key });
  const full = await authenticateSession(database, { secret: bo.secret, now });
  assert.deepEqual([full?.isTotpMissing, full!.permissions.has('people.write')], [false, true]);
});
