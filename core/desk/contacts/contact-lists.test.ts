import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany, createContact, deleteContact, setContactPoint, getContact } from '#core/contacts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { putExtensions } from '#core/extensions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { contactActivityConsumer, findContactsPage, type Comparison, type ConditionTree, type ConditionValue, type ContactField, type ContactPage } from '../index.ts';

let desk: Desk;
const ids: Record<string, number> = {};
let ageId: number;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const page: ContactPage = { offset: 0, limit: 15 };
const names = (result: { rows: readonly { name: string }[] }) => result.rows.map(({ name }) => name);
const list = async (more: Partial<ContactPage> = {}, where?: ConditionTree<ContactField>) => names(await within((tx) => findContactsPage(tx, desk.act, { ...page, ...more }, where)));
const one = (field: ContactField | { attributeId: number }, compare: Comparison, ...values: ConditionValue[]): ConditionTree<ContactField> => ({ field, compare, values, name: 'f' });
const search = async (text: string) => names(await within((tx) => findContactsPage(tx, desk.act, page, { holding: text })));

before(async () => {
  desk = await openDesk();
  const at = (minute: number): Act => ({ ...desk.act, now: `2024-05-06T12:0${minute}:00.000Z` });
  await within(async (tx) => {
    const company = await createCompany(tx, desk.act, { name: 'Acme' });
    ids['Cleo'] = (await createContact(tx, at(1), { name: 'Cleo', companyId: company.id, points: [{ kind: 'email', value: 'zz@home.test' }, { kind: 'email', value: 'aa@home.test' }] })).id;
    ids['bo'] = (await createContact(tx, at(2), { name: 'bo 100%', points: [{ kind: 'phone', value: '+49 30 1234567' }] })).id;
    ids['Ann'] = (await createContact(tx, at(3), { name: 'Ann', points: [{ kind: 'email', value: 'mm@home.test' }, { kind: 'external', value: 'crm-7' }] })).id;
    ids['Nobody'] = (await createContact(tx, at(4), { name: 'Nobody' })).id;
    ageId = (await defineAttribute(tx, desk.act, { entity: 'contact', key: 'age', name: 'Age', type: 'number' })).id;
    await setAttributeValues(tx, desk.act, 'contact', ids['Ann'], { age: 30 });
    await putExtensions(tx, { dialect: 'any', noun: 'contact' }, [{ coreId: ids['Cleo'], body: { more: { city: 'Bonn' } } }]);
    await receiveMails(tx, desk.act, desk.help, [writeMail({ from: 'zz@home.test', at: '2024-05-06T13:00:00.000Z' })]);
  });
  await catchUp(desk.database, [contactActivityConsumer]);
});
after(() => desk.close());

test('who cannot be reached anywhere is not listed; pages are numbered and counted', async () => {
  assert.deepEqual(await list(), ['Cleo', 'bo 100%', 'Ann']);
  const second = await within((tx) => findContactsPage(tx, desk.act, { offset: 2, limit: 2 }));
  assert.deepEqual([names(second), second.count], [['Ann'], 3]);
});

test('each order, either way', async () => {
  assert.deepEqual(await list({ sort: 'name' }), ['Ann', 'bo 100%', 'Cleo']);
  assert.deepEqual(await list({ sort: 'name', isDescending: true }), ['Cleo', 'bo 100%', 'Ann']);
  assert.deepEqual(await list({ sort: 'email' }), ['Ann', 'Cleo'], 'by the first address');
  assert.deepEqual(await list({ sort: 'phone' }), ['bo 100%']);
  assert.deepEqual(await list({ sort: 'last-activity', isDescending: true }), ['Cleo', 'Ann', 'bo 100%'], 'the mail came last');
});

test('search holds for any part of name, address, number and outside id; nothing in it has a meaning of its own', async () => {
  assert.deepEqual([await search('LEO'), await search('aa@home'), await search('crm-7'), await search('+49 (30) 123'), await search('100%'), await search('a%n'), await search('___'), await search('an'), await search('nn'), await search('')],
    [['Cleo'], ['Cleo'], ['Ann'], ['bo 100%'], ['bo 100%'], [], [], ['Ann'], [], []]);
  await assert.rejects(search('x'.repeat(300)), { code: 'invalid' });
});

test('every comparison, and chains of them', async () => {
  assert.deepEqual(await list({}, one('name', 'equal', 'ANN', 'x')), ['Ann']);
  assert.deepEqual(await list({}, one('name', 'not-equal', 'ann')), ['Cleo', 'bo 100%']);
  assert.deepEqual(await list({}, one('name', 'contains', '0%')), ['bo 100%']);
  assert.deepEqual(await list({}, one('email', 'not-contains', 'mm@')), ['Cleo', 'bo 100%']);
  assert.deepEqual(await list({}, one('email', 'absent')), ['bo 100%']);
  assert.deepEqual(await list({}, one('phone', 'present')), ['bo 100%']);
  assert.deepEqual(await list({}, one('company', 'equal', 'acme')), ['Cleo']);
  assert.deepEqual(await list({}, one('created-at', 'greater', '2024-05-06T12:01:30Z')), ['bo 100%', 'Ann']);
  assert.deepEqual(await list({}, one('created-at', 'equal', '2024-05-06')), ['Cleo', 'bo 100%', 'Ann']);
  assert.deepEqual(await list({}, one('created-at', 'older-than-days', 1)), []);
  assert.deepEqual(await list({}, one('last-activity-at', 'greater', '2024-05-06T12:30:00Z')), ['Cleo']);
  assert.deepEqual(await list({}, one({ attributeId: ageId }, 'greater', '29')), ['Ann']);
  assert.deepEqual(await list({}, one({ attributeId: ageId }, 'absent')), ['Cleo', 'bo 100%']);
  assert.deepEqual(await list({}, { field: { extension: { dialect: 'any', noun: 'contact', path: ['more', 'city'] } }, compare: 'equal', values: ['bonn'], name: 'city' }), ['Cleo']);
  assert.deepEqual(await list({}, { any: [one('name', 'equal', 'ann'), { all: [one('name', 'contains', 'o'), one('email', 'present')] }] }), ['Cleo', 'Ann']);
});

test('what makes no sense is refused by name, and a value is never part of the statement', async () => {
  const wrong: ConditionTree<ContactField>[] = [one('name', 'older-than-days', 1), one('created-at', 'greater', 'yesterday'), one('created-at', 'greater', '2024-02-31'), one('id', 'equal', 'x'), one('id', 'contains', '1'), one('name', 'equal'), one({ attributeId: ageId }, 'greater', 'x'),
    one({ attributeId: 999_999 }, 'equal', 'x'), one('name', 'equal', 'x'.repeat(2_000)), { all: Array.from({ length: 60 }, () => one('name', 'equal', 'x')) }, one('created-at', 'older-than-days', -1)];
  for (const where of wrong) await assert.rejects(list({}, where), { code: 'invalid' }, JSON.stringify(where).slice(0, 80));
  for (const value of ["' OR '1'='1", "'); SELECT pg_sleep(5) --", '$1', '%', '_', '\\']) assert.deepEqual(await list({}, one('name', 'equal', value)), [], value);
  await assert.rejects(list({ offset: 200_000 }), { code: 'invalid' });
  const noRights: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set() } };
  await assert.rejects(within((tx) => findContactsPage(tx, noRights, page)), { code: 'forbidden' });
  await assert.rejects(within((tx) => findContactsPage(tx, noRights, page, { holding: 'ann' })), { code: 'forbidden' });
});

test('a point is set in the place of the first of its kind, taken away by null, and never taken from another', async () => {
  const values = async (name: string) => (await within((tx) => getContact(tx, desk.act, ids[name]!))).points.map(({ kind, value }) => `${kind} ${value}`);
  await within((tx) => setContactPoint(tx, desk.act, ids['Cleo']!, 'email', 'new@home.test'));
  assert.deepEqual(await values('Cleo'), ['email new@home.test', 'email aa@home.test']);
  await within((tx) => setContactPoint(tx, desk.act, ids['Cleo']!, 'email', 'AA@home.test'));
  assert.deepEqual(await values('Cleo'), ['email AA@home.test']);
  await assert.rejects(within((tx) => setContactPoint(tx, desk.act, ids['Cleo']!, 'email', 'mm@home.test')), { code: 'conflict' });
  await within((tx) => setContactPoint(tx, desk.act, ids['bo']!, 'phone', null));
  assert.deepEqual(await values('bo'), []);
  await within((tx) => setContactPoint(tx, desk.act, ids['bo']!, 'external', 'crm-8'));
  assert.deepEqual(await values('bo'), ['external crm-8']);
  await assert.rejects(within((tx) => setContactPoint(tx, desk.act, 999_999, 'email', 'x@home.test')), { code: 'not-found' });
});

test('a deleted contact leaves lists, search and activity', async () => {
  await within((tx) => deleteContact(tx, desk.act, ids['Ann']!));
  await catchUp(desk.database, [contactActivityConsumer]);
  assert.deepEqual([await search('ann'), await list({ sort: 'last-activity' })], [[], ['bo 100%', 'Cleo']]);
});
