import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { changeAccount, changeUser, createUser, findUserByEmail, getAccount, getMember, setupAccount, type AccountChange } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
const acme = { accountName: 'Acme Köln', email: 'Ada@Acme.test', name: 'Ada', password: 'a pass phrase', now };
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

test('setup makes account, roles, user, owner and audit rows', async () => {
  const made = await setupAccount(database, acme);
  assert.equal(made.created, true);
  assert.equal(made.account.slug, 'acme-koln');
  const { member, roles, actions } = await database.withAccount(made.account.id, async (tx) => ({
    member: await getMember(tx, made.user.id),
    roles: (await tx.rows(sql<{ name: string }>`SELECT name FROM roles ORDER BY name`)).map((row) => row.name),
    actions: (await tx.rows(sql<{ action: string }>`SELECT action FROM audit_log ORDER BY id`)).map((row) => row.action),
  }));
  assert.equal(member?.role, 'owner');
  assert.ok(member?.permissions.has('account.delete'));
  assert.deepEqual(roles, ['administrator', 'agent', 'owner', 'read-only']);
  assert.deepEqual(actions, ['account.created', 'user.created', 'member.added']);
});

test('again with the same e-mail, in any case: the same ids and nothing new', async () => {
  const first = await setupAccount(database, acme);
  const again = await setupAccount(database, { ...acme, email: ' ada@acme.TEST ', accountName: 'Else', password: 'quite another one' });
  assert.deepEqual(again, { ...first, created: false });
});

test('twenty setups of one e-mail at once make one account', async () => {
  const results = await Promise.all(Array.from({ length: 20 }, () => setupAccount(database, { ...acme, email: 'race@acme.test' })));
  assert.equal(new Set(results.map((result) => result.account.id)).size, 1);
  assert.equal(results.filter((result) => result.created).length, 1);
});

test('accounts of one name get slugs of their own, also at once', async () => {
  const results = await Promise.all([1, 2, 3, 4, 5].map((n) => setupAccount(database, { ...acme, accountName: 'Same', email: `same${n}@x.test`, password: null })));
  assert.deepEqual(results.map((result) => result.account.slug).sort(), ['same', 'same-2', 'same-3', 'same-4', 'same-5']);
});

test('a bad input changes nothing', async () => {
  const count = async () => (await database.rows(sql<{ n: number }>`SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM users) AS n`))[0]!.n;
  const before = await count();
  for (const bad of [{ accountName: ' ' }, { email: 'nobody' }, { name: 'a\0b' }, { password: 'short' }, { accountName: 'x'.repeat(300) }]) {
    await assert.rejects(setupAccount(database, { ...acme, email: 'new@acme.test', ...bad }), { code: 'invalid' });
  }
  assert.equal(await count(), before);
});

test('name, zone and the rule of closed conversations change apart; what makes no sense changes nothing', async () => {
  const { account, user } = await setupAccount(database, { ...acme, zone: 'Europe/Berlin' });
  const act = systemAct(account.id, now, 'test');
  const change = (given: AccountChange, who = act) => database.withAccount(account.id, (tx) => changeAccount(tx, who, given));
  await change({ zone: 'Asia/Kathmandu' });
  await change({ name: 'Acme AG', reopenClosed: false });
  for (const bad of [{ zone: '+01:00' }, { zone: 'Mars/Base' }, { zone: '' }, { name: ' ' }]) await assert.rejects(change(bad), { code: 'invalid' });
  const self = { ...act, actor: { kind: 'user' as const, id: user.id, permissions: new Set<never>() } };
  await assert.rejects(change({ name: 'Mine' }, self), { code: 'forbidden' });
  const { name, zone, slug } = (await getAccount(database, account.id))!;
  assert.deepEqual([name, zone, slug], ['Acme AG', 'Asia/Kathmandu', account.slug]);
  await database.withAccount(account.id, (tx) => changeUser(tx, self, user.id, { zone: 'Europe/Paris' }));
  await assert.rejects(database.withAccount(account.id, (tx) => changeUser(tx, { ...self, actor: { ...self.actor, id: 999_999 } }, user.id, { name: 'X' })), { code: 'forbidden' });
  const found = await database.withoutAccount((tx) => findUserByEmail(tx, acme.email));
  assert.deepEqual([found?.name, found?.zone], ['Ada', 'Europe/Paris']);
});

test('what no database can hold is nobody', async () => {
  assert.equal(await database.withoutAccount((tx) => findUserByEmail(tx, 'a\0@acme.test')), null);
  assert.equal(await getAccount(database, 'a\0'), null);
});

test('an account is found by id and by slug', async () => {
  const { account } = await setupAccount(database, acme);
  assert.equal((await getAccount(database, account.id))?.slug, account.slug);
  assert.equal((await getAccount(database, String(account.id)))?.slug, account.slug);
  assert.equal((await getAccount(database, account.slug))?.id, account.id);
  assert.equal(await getAccount(database, 'nothing'), null);
});

test('a user is created once and only by who may', async () => {
  const { account } = await setupAccount(database, acme);
  const act = systemAct(account.id, now, 'cli');
  await database.withAccount(account.id, (tx) => createUser(tx, act, { email: 'cy@acme.test', name: 'Cy' }));
  await assert.rejects(database.withAccount(account.id, (tx) => createUser(tx, act, { email: 'CY@acme.test', name: 'Cy' })), { code: 'conflict' });
  const powerless = { ...act, actor: { kind: 'user' as const, id: 1, permissions: new Set<never>() } };
  await assert.rejects(database.withAccount(account.id, (tx) => createUser(tx, powerless, { email: 'di@acme.test', name: 'Di' })), { code: 'forbidden' });
  const found = await database.withoutAccount((tx) => findUserByEmail(tx, 'di@acme.test'));
  assert.equal(found, null);
});
