import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { createClaim, getMember, isClaimUsable, setupAccount, useClaim, verifyPassword } from '../index.ts';

const now = '2026-03-02T09:00:00.000Z';
const person = { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: 'a long pass phrase', now };
let clone: ClonedDatabase;
let database: Database;

beforeEach(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
afterEach(async () => {
  await database.close();
  await clone.drop();
});

const accountCount = async () => (await database.rows(sql<{ n: number }>`SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM users) AS n`))[0]!.n;

test('a claim makes the first account and its owner, once', async () => {
  const claim = (await createClaim(database, now))!;
  assert.equal(claim.expiresAt, '2026-03-03T09:00:00.000Z');
  assert.equal(await isClaimUsable(database, { secret: claim.secret, now }), true);
  const made = await useClaim(database, { ...person, secret: claim.secret });
  assert.equal(await isClaimUsable(database, { secret: claim.secret, now }), false);
  assert.equal((await database.withAccount(made.account.id, (tx) => getMember(tx, made.user.id)))?.role, 'owner');
  assert.equal((await verifyPassword(database, { email: person.email, password: person.password, address: null, now })).userId, made.user.id);
  await assert.rejects(useClaim(database, { ...person, email: 'eve@x.test', secret: claim.secret }), { code: 'expired' });
  assert.equal(await createClaim(database, now), null);
  assert.equal(await accountCount(), 2);
});

test('of many uses at once one wins', async () => {
  const { secret } = (await createClaim(database, now))!;
  const results = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => useClaim(database, { ...person, email: `p${n}@x.test`, secret })));
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  assert.ok(results.every((result) => result.status === 'fulfilled' || result.reason.code === 'expired'));
  assert.equal(await accountCount(), 2);
});

test('expired, wrong, empty, null-ish, or replaced: all alike, and nothing is made', async () => {
  const first = (await createClaim(database, now))!;
  const second = (await createClaim(database, now))!;
  const answers = new Set<string>();
  const refused = async (secret: unknown, at = now, more = {}) => useClaim(database, { ...person, ...more, secret, now: at })
    .then(() => assert.fail('accepted'), (error) => answers.add(`${error.code} ${error.message}`));
  for (const secret of [
    '', ' ', '0', 'null', 'undefined', null, undefined, 0, true, {}, [], [second.secret], first.secret, second.secret.toLowerCase(), `${second.secret} `,
    ` ${second.secret}`, second.secret.slice(0, -1), 'x'.repeat(43), '\0'.repeat(43),
  ]) await refused(secret);
  await refused(second.secret, '2026-03-03T09:00:00.000Z');
  await refused('x'.repeat(43), now, { password: 'short', email: 'nobody' }); // the link is judged before the input
  assert.equal(answers.size, 1);
  assert.match([...answers][0]!, /^expired /);
  assert.equal(await accountCount(), 0);
  await useClaim(database, { ...person, secret: second.secret, now: '2026-03-03T08:59:59.000Z' });
});

test('wrong input leaves the claim as it was', async () => {
  const { secret } = (await createClaim(database, now))!;
  for (const bad of [{ password: 'short' }, { email: 'nobody' }, { name: '' }, { accountName: '' }]) {
    await assert.rejects(useClaim(database, { ...person, ...bad, secret }), { code: 'invalid' });
  }
  assert.equal(await accountCount(), 0);
  await useClaim(database, { ...person, secret });
});

test('a claim dies with the first account, whoever made it, also at the same moment', async () => {
  const { secret } = (await createClaim(database, now))!;
  await setupAccount(database, { ...person, email: 'bo@b.test' });
  await assert.rejects(useClaim(database, { ...person, secret }), { code: 'expired' });
  assert.equal((await database.rows(sql<object>`SELECT FROM claims`)).length, 0);
});

test('setup and claim at once: never an account by claim beside a finished setup', async () => {
  const { secret } = (await createClaim(database, now))!;
  const [bySetup, byClaim] = await Promise.allSettled([setupAccount(database, { ...person, email: 'bo@b.test', password: null }), useClaim(database, { ...person, secret })]);
  assert.equal(bySetup.status, 'fulfilled');
  if (byClaim.status === 'rejected') assert.equal(byClaim.reason.code, 'expired');
  const ids = await database.rows(sql<{ id: number }>`SELECT id FROM accounts`);
  assert.equal(ids.length, byClaim.status === 'fulfilled' ? 2 : 1);
});

test('the secret is not in the database', async () => {
  const { secret } = (await createClaim(database, now))!;
  const [row] = await database.rows(sql<{ t: string }>`SELECT claims::text AS t FROM claims`);
  assert.ok(!row!.t.includes(secret) && !row!.t.includes(Buffer.from(secret).toString('hex')));
});
