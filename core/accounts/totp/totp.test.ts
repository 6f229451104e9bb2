import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { fromBase32 } from '#testkit/people/from-base32.ts';
import { beginTotp, confirmTotp, parseSecretKey, removeTotp, setupAccount, startSession, verifyPassword, verifyTotp } from '../index.ts';
import { toBase32 } from './base32.ts';
import { stepAt, totpCode } from './totp-code.ts';

const key = parseSecretKey('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
const now = '2026-03-02T09:00:10.000Z';
const at = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
let clone: ClonedDatabase;
let database: Database;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});

let round = 0;
async function person() {
  round += 1;
  const email = `ada${round}@acme.test`;
  const { account, user } = await setupAccount(database, { accountName: 'Acme', email, name: 'Ada', password: 'a long pass phrase', now });
  const act: Act = { ...systemAct(account.id, now, 'test'), actor: { kind: 'user', id: user.id, permissions: new Set() } };
  const { secret, uri } = await database.withAccount(account.id, (tx) => beginTotp(tx, act, { userId: user.id, key }));
  const code = (instant: string) => totpCode(fromBase32(secret), stepAt(Date.parse(instant)));
  const verify = (given: string, instant: string) => verifyTotp(database, { userId: user.id, code: given, key, now: instant });
  return { accountId: account.id, userId: user.id, email, act, secret, uri, code, verify };
}

test('codes are those of RFC 6238, appendix B', () => {
  const seeds: Record<string, Buffer> = {
    sha1: Buffer.from('12345678901234567890'), sha256: Buffer.from('12345678901234567890123456789012'),
    sha512: Buffer.from('1234567890123456789012345678901234567890123456789012345678901234'),
  };
  const vectors: [number, string, string, string][] = [
    [59, '94287082', '46119246', '90693936'], [1111111109, '07081804', '68084774', '25091201'], [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'], [2000000000, '69279037', '90698825', '38618901'], [20000000000, '65353130', '77737706', '47863826'],
  ];
  for (const [seconds, ...codes] of vectors) {
    for (const [index, algorithm] of ['sha1', 'sha256', 'sha512'].entries()) {
      assert.equal(totpCode(seeds[algorithm]!, stepAt(seconds * 1000), { digits: 8, algorithm }), codes[index]);
    }
  }
});

test('base32 is that of RFC 4648, section 10, without padding', () => {
  const vectors = { '': '', f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
  for (const [text, encoded] of Object.entries(vectors)) assert.equal(toBase32(Buffer.from(text)), encoded);
});

test('the second factor counts once its first code has shown that the app has it', async () => {
  const ada = await person();
  assert.equal((await verifyPassword(database, { email: ada.email, password: 'a long pass phrase', address: null, now })).needsTotp, false);
  await assert.rejects(ada.verify(ada.code(now), now), { code: 'unauthenticated' });
  await assert.rejects(confirmTotp(database, ada.act, { userId: ada.userId, code: '000000', key }), { code: 'unauthenticated' });
  await confirmTotp(database, ada.act, { userId: ada.userId, code: ada.code(now), key });
  assert.equal((await verifyPassword(database, { email: ada.email, password: 'a long pass phrase', address: null, now })).needsTotp, true);
  const start = (methods: ('password' | 'totp')[]) => startSession(database, { userId: ada.userId, accountId: ada.accountId, methods, now, address: null, userAgent: null });
  await assert.rejects(start(['password']), { code: 'unauthenticated' });
  await start(['password', 'totp']);
});

test('a code is good once, also for two at the same moment, and none older than the last', async () => {
  const ada = await person();
  await confirmTotp(database, ada.act, { userId: ada.userId, code: ada.code(at(-30)), key });
  await ada.verify(ada.code(now), now);
  await assert.rejects(ada.verify(ada.code(now), now), { code: 'unauthenticated' });
  await assert.rejects(ada.verify(ada.code(at(-30)), now), { code: 'unauthenticated' });
  const both = await Promise.allSettled([ada.verify(ada.code(at(30)), at(30)), ada.verify(ada.code(at(30)), at(30))]);
  assert.deepEqual(both.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
});

test('a clock half a minute off is forgiven, more is not', async () => {
  const ada = await person();
  await confirmTotp(database, ada.act, { userId: ada.userId, code: ada.code(at(-30)), key });
  await assert.rejects(ada.verify(ada.code(at(90)), now), { code: 'unauthenticated' });
  await ada.verify(` ${ada.code(at(30)).slice(0, 3)} ${ada.code(at(30)).slice(3)}`, now);
  for (const wrong of ['', 'null', '0', '12345', '1234567', null, true, 123456, {}, []]) {
    await assert.rejects(verifyTotp(database, { userId: ada.userId, code: wrong as string, key, now: at(3600) }), { code: /unauthenticated|too-many/ });
  }
});

test('guessing ends after ten codes', async () => {
  const ada = await person();
  await confirmTotp(database, ada.act, { userId: ada.userId, code: ada.code(at(-30)), key });
  const results = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => ada.verify(String(n).padStart(6, '0'), now)));
  assert.ok(results.filter((result) => result.status === 'rejected' && result.reason.code === 'too-many').length >= 30);
  await assert.rejects(ada.verify(ada.code(now), now), { code: 'too-many' });
  await ada.verify(ada.code(at(901)), at(901));
});

test('the secret lies sealed: not readable in the database, and dead in another user\'s row', async () => {
  const ada = await person();
  const bo = await person();
  const row = (await database.rows(sql<{ sealed: Buffer }>`SELECT totp_sealed AS sealed FROM users WHERE id = ${ada.userId}`))[0]!;
  assert.ok(!row.sealed.includes(fromBase32(ada.secret)) && !row.sealed.includes(fromBase32(ada.secret).toString('base64')));
  await database.rows(sql<object>`UPDATE users SET totp_sealed = ${row.sealed} WHERE id = ${bo.userId}`);
  await assert.rejects(confirmTotp(database, bo.act, { userId: bo.userId, code: ada.code(now), key }), { code: 'unavailable' });
});

test('a confirmed factor is not replaced, and goes only with a code or by who rules over the user', async () => {
  const ada = await person();
  await confirmTotp(database, ada.act, { userId: ada.userId, code: ada.code(at(-30)), key });
  await assert.rejects(database.withAccount(ada.accountId, (tx) => beginTotp(tx, ada.act, { userId: ada.userId, key })), { code: 'conflict' });
  await assert.rejects(removeTotp(database, ada.act, { userId: ada.userId, key }), { code: 'unauthenticated' });
  const stranger: Act = { ...ada.act, actor: { kind: 'user', id: 999, permissions: new Set() } };
  await assert.rejects(removeTotp(database, stranger, { userId: ada.userId, key }), { code: 'forbidden' });
  await assert.rejects(database.withAccount(ada.accountId, (tx) => beginTotp(tx, stranger, { userId: ada.userId, key })), { code: 'forbidden' });
  await removeTotp(database, ada.act, { userId: ada.userId, code: ada.code(now), key });
  assert.equal((await verifyPassword(database, { email: ada.email, password: 'a long pass phrase', address: null, now })).needsTotp, false);
});
