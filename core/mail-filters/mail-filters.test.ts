import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  blockEntries, changeFilterGroup, countFilters, createFilterGroup, deleteFilterGroup, filterEntriesMax, filterGroupsMax, findFilterEntries, findFilterGroups, getFilterGroup, loadMailFilters, parseFilterFile,
  setListedOnly, toggleFilterGroup, unblockAll, unblockEntries, type NewFilterRule,
} from './index.ts';

let desk: Desk;
let other: Act;
before(async () => {
  desk = await openDesk();
  const { account } = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  other = systemAct(account.id, desk.act.now, 'test');
});
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const values = async (kind: 'domain' | 'address') => (await within((tx) => findFilterEntries(tx, desk.act, kind, { limit: 100, offset: 0 }))).rows.map(({ value }) => value);
const stands = () => within(async (tx) => ({
  version: (await countFilters(tx, desk.act)).version,
  events: (await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM events WHERE account_id = ${tx.accountId} AND type = 'settings.changed' AND data->>'kind' = 'mail-filters'`)).count,
  audits: (await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM audit_log WHERE account_id = ${tx.accountId} AND action LIKE 'mail-filter%'`)).count,
}));
async function refuses(work: (tx: Tx) => Promise<unknown>, code: string, field?: string): Promise<void> {
  const beforehand = await stands();
  await assert.rejects(within(work), (error) => error instanceof CoreError && error.code === code && (field === undefined || error.fields[0]?.field === field));
  assert.deepEqual(await stands(), beforehand, 'a refusal changes nothing');
}
const rule = (value: string): NewFilterRule => ({ field: 'from', operator: 'does-not-contain', joinedBy: 'and', value });

test('domains and addresses are held once, in one spelling, by the order given; each change is told and audited once, and none is where nothing changed', async () => {
  const given = await within((tx) => blockEntries(tx, desk.act, 'domain', ['Spam.TEST', '@müller.test', '*.news.test', 'spam.test']));
  assert.deepEqual(given.map(({ value }) => value), ['spam.test', 'xn--mller-kva.test', '*.news.test']);
  assert.deepEqual(await stands(), { version: 1, events: 1, audits: 1 });
  const again = await within((tx) => blockEntries(tx, desk.act, 'domain', ['spam.test']));
  assert.deepEqual([again[0]?.id, await stands()], [given[0]?.id, { version: 1, events: 1, audits: 1 }]);
  const [address] = await within((tx) => blockEntries(tx, desk.act, 'address', ['X+tag@Spam.test']));
  assert.deepEqual([address?.value, address?.domainId], ['x+tag@spam.test', given[0]?.id], 'a domain has one id');
  assert.deepEqual(await values('domain'), ['*.news.test', 'spam.test', 'xn--mller-kva.test']);
  assert.equal(await within((tx) => unblockEntries(tx, desk.act, 'domain', ['MÜLLER.test', 'nobody.test', 'no domain'])), 1);
  assert.equal(await within((tx) => unblockEntries(tx, desk.act, 'domain', ['nobody.test'])), 0);
  assert.deepEqual(await stands(), { version: 3, events: 3, audits: 3 });
  assert.deepEqual([await within((tx) => unblockAll(tx, desk.act, 'domain')), await values('domain'), await values('address')], [2, [], ['x+tag@spam.test']]);
  assert.deepEqual([await within((tx) => setListedOnly(tx, desk.act, true)), await within((tx) => setListedOnly(tx, desk.act, true)), await within((tx) => setListedOnly(tx, desk.act, false))], [true, false, true]);
  await within((tx) => unblockAll(tx, desk.act, 'address'));
});

test('what is none is refused by its place; 10,000 of a kind, 200 groups and 50 rules are the most', async () => {
  for (const bad of ['', 'spam', 'a b.test', 'x@spam.test', 'http://spam.test', `${'a'.repeat(250)}.test`, 'spam.test/', '*.*.test', '*']) await refuses((tx) => blockEntries(tx, desk.act, 'domain', ['fine.test', bad], 'domains'), 'invalid', 'domains.1');
  for (const bad of ['', 'spam.test', 'x@spam', 'a@b@c.test']) await refuses((tx) => blockEntries(tx, desk.act, 'address', [bad]), 'invalid', 'values.0');
  const many = Array.from({ length: filterEntriesMax }, (_, at) => `d${at}.test`);
  await within((tx) => blockEntries(tx, desk.act, 'domain', many));
  await refuses((tx) => blockEntries(tx, desk.act, 'domain', ['one-more.test'], 'domains'), 'invalid', 'domains');
  await refuses((tx) => blockEntries(tx, desk.act, 'address', [...many, 'x']), 'invalid', 'values');
  assert.equal((await within((tx) => countFilters(tx, desk.act))).domains, filterEntriesMax);
  const filters = await within((tx) => loadMailFilters(tx, () => [{ address: 'a@x.d7.test', domain: 'x.d7.test' }, { address: 'a@d8.test', domain: 'd8.test' }]));
  assert.deepEqual([...filters!.domains.keys()], ['d8.test'], 'of 10,000 only those that the mails could meet are read');
  await within((tx) => unblockAll(tx, desk.act, 'domain'));
  await refuses((tx) => createFilterGroup(tx, desk.act, { name: 'x', rules: Array.from({ length: 51 }, () => rule('x')) }), 'invalid', 'rules');
  for (const bad of [' ', 'x'.repeat(501), 'a\u0000b']) await refuses((tx) => createFilterGroup(tx, desk.act, { name: 'x', rules: [rule('x'), rule(bad)] }), 'invalid', 'rules.1.value');
  await within(async (tx) => tx.run(sql`INSERT INTO mail_filter_groups (account_id, name, created_at, changed_at) SELECT ${tx.accountId}::bigint, 'g', ${desk.act.now}::timestamptz, ${desk.act.now}::timestamptz FROM generate_series(1, ${filterGroupsMax})`));
  await refuses((tx) => createFilterGroup(tx, desk.act, { name: 'x', rules: [] }), 'invalid', 'name');
  await within((tx) => tx.run(sql`DELETE FROM mail_filter_groups WHERE account_id = ${tx.accountId}`));
});

test('a group is made, changed in part, turned off and on, and deleted; another account has none of it, and nobody changes filters without the permission', async () => {
  const { id } = await within((tx) => createFilterGroup(tx, desk.act, { name: 'No robots', rules: [rule('no-reply'), { ...rule('vip'), field: 'label', operator: 'equals', joinedBy: 'or' }] }));
  await within((tx) => changeFilterGroup(tx, desk.act, id, { name: 'No machines' }));
  const group = await within((tx) => getFilterGroup(tx, desk.act, id));
  assert.deepEqual([group.name, group.isActive, group.rules.map(({ value, joinedBy }) => [value, joinedBy])], ['No machines', true, [['no-reply', 'and'], ['vip', 'or']]]);
  await within((tx) => changeFilterGroup(tx, desk.act, id, { rules: [rule('robot')] }));
  await within((tx) => toggleFilterGroup(tx, desk.act, id));
  assert.deepEqual((await within((tx) => findFilterGroups(tx, desk.act, { limit: 10, offset: 0 }))).rows.map(({ isActive, rules }) => [isActive, rules.map(({ value }) => value)]), [[false, ['robot']]]);
  assert.equal(await within((tx) => loadMailFilters(tx, () => [])), null, 'a group that is off judges nothing');
  const there = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(other.accountId, work);
  const works: readonly ((tx: Tx, act: Act, groupId: number, change: { name: string }) => Promise<unknown>)[] = [changeFilterGroup, toggleFilterGroup, deleteFilterGroup, getFilterGroup];
  for (const work of works) {
    await assert.rejects(there((tx) => work(tx, other, id, { name: 'Mine' })), (error) => error instanceof CoreError && error.code === 'not-found', work.name);
  }
  assert.equal((await there((tx) => findFilterGroups(tx, other, { limit: 10, offset: 0 }))).total, 0);
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(['settings.read']) } };
  for (const work of [(tx: Tx) => blockEntries(tx, reader, 'domain', ['x.test']), (tx: Tx) => unblockEntries(tx, reader, 'domain', ['x.test']), (tx: Tx) => unblockAll(tx, reader, 'domain'), (tx: Tx) => setListedOnly(tx, reader, true),
    (tx: Tx) => createFilterGroup(tx, reader, { name: 'x', rules: [] }), (tx: Tx) => changeFilterGroup(tx, reader, id, {}), (tx: Tx) => toggleFilterGroup(tx, reader, id), (tx: Tx) => deleteFilterGroup(tx, reader, id)]) await refuses(work, 'forbidden');
  await within((tx) => deleteFilterGroup(tx, desk.act, id));
  await refuses((tx) => deleteFilterGroup(tx, desk.act, id), 'not-found');
});

test('two who block the same at once leave it once', async () => {
  const add = (names: string[]) => within((tx) => blockEntries(tx, desk.act, 'domain', names));
  await Promise.all([add(['a.test', 'b.test']), add(['b.test', 'a.test']), add(['a.test'])]);
  assert.deepEqual(await values('domain'), ['a.test', 'b.test']);
});

test('a file lists addresses between any of the usual marks; a heading is passed over, and lines with anything else are named', () => {
  const parse = (text: string) => parseFilterFile('address', Buffer.from(text));
  assert.deepEqual(parse('\uFEFFE-Mail\r\n"a@x.test";b@x.test\n\n c@x.test\t\rd@x.test,'), ['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test']);
  const wrong = (text: string) => { try { parse(text); return 'taken'; } catch (error) { return error instanceof CoreError ? error.fields[0]?.problem ?? String(error.key) : String(error); } };
  assert.match(wrong('a@x.test\nx.test\nb@x.test;=cmd()'), /: 2 \(x\.test\), 3 \(=cmd\(\)\)$/);
  assert.equal(wrong(`${'a@x.test\n'.repeat(120_000)}`), 'filter-file-too-large');
  assert.match(String(wrong('a@x.test\n'.repeat(filterEntriesMax + 1))), /at most 10000/);
});
