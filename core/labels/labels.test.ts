import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { createCompany, createContact } from '#core/contacts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  changeAttribute, changeLabel, defineAttribute, deleteAttribute, deleteLabel, ensureLabels, findAttributeDefinitions, findLabels, getAttributeValues, setAttributeValues,
} from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let one: Database;
let two: Database;
let accountId: number;
let otherId: number;
let act: Act;
let round = 0;

before(async () => {
  clone = await cloneDatabase();
  [one, two] = [openDatabase(clone.connection), openDatabase(clone.connection)];
});
after(async () => {
  await Promise.all([one.close(), two.close()]);
  await clone.drop();
});
beforeEach(async () => {
  round += 1;
  const setup = async (name: string) => (await setupAccount(one, { accountName: name, email: `${name}${round}@x.test`, name, password: null, now })).account.id;
  [accountId, otherId] = [await setup('acme'), await setup('bolt')];
  act = systemAct(accountId, now, 'test');
});

const within = <T>(work: (tx: Tx) => Promise<T>) => one.withAccount(accountId, work);
const everything = async () => within((tx) => tx.one(sql<{ t: string }>`
  SELECT concat((SELECT string_agg(l::text, '' ORDER BY id) FROM labels l), (SELECT string_agg(d::text, '' ORDER BY id) FROM attribute_definitions d),
    (SELECT string_agg(v::text, '' ORDER BY definition_id, entity_id) FROM attribute_values v), (SELECT count(*) FROM audit_log)) AS t`));

test('a label is one, however it is written, whoever makes it', async () => {
  const maps = await Promise.all([one, two, one, two].map((database, at) => database.withAccount(accountId, (tx) =>
    ensureLabels(tx, act, at % 2 ? ['Urgent', 'billing', 'VIP'] : ['vip', 'BILLING ', ' urgent']))));
  for (const map of maps) assert.deepEqual(map, maps[0]);
  assert.deepEqual([...maps[0]!.keys()].toSorted((a, b) => a.localeCompare(b)), ['billing', 'urgent', 'vip']);
  assert.equal((await within((tx) => findLabels(tx, act))).length, 3);
});

test('a label is renamed and coloured, never to another\'s name', async () => {
  const ids = await within((tx) => ensureLabels(tx, act, ['one', 'two']));
  await within((tx) => changeLabel(tx, act, ids.get('one')!, { name: 'One', colour: '#1f93ff' }));
  assert.deepEqual((await within((tx) => findLabels(tx, act))).map(({ name, colour }) => [name, colour]), [['One', '#1f93ff'], ['two', null]]);
  await assert.rejects(within((tx) => changeLabel(tx, act, ids.get('one')!, { name: 'TWO' })), { code: 'conflict' });
  await assert.rejects(within((tx) => changeLabel(tx, act, ids.get('one')!, { colour: 'red;}' })), { code: 'invalid' });
  await within((tx) => changeLabel(tx, act, ids.get('one')!, { colour: null }));
  await within((tx) => deleteLabel(tx, act, ids.get('one')!));
  assert.deepEqual((await within((tx) => findLabels(tx, act))).map(({ name }) => name), ['two']);
});

test('a label in use is not deleted', async () => {
  const ids = await within((tx) => ensureLabels(tx, act, ['used']));
  await within(async (tx) => {
    const channel = await ensureChannel(tx, act, { kind: 'email', address: 'help@acme.test' });
    const { id } = await tx.one(sql<{ id: number }>`
      INSERT INTO conversations (account_id, channel_id, started_at, last_message_at, created_at) VALUES (${accountId}, ${channel.id}, ${now}, ${now}, ${now}) RETURNING id`);
    await tx.run(sql`INSERT INTO conversation_labels (account_id, conversation_id, label_id) VALUES (${accountId}, ${id}, ${ids.get('used')!})`);
  });
  await assert.rejects(within((tx) => deleteLabel(tx, act, ids.get('used')!)), { code: 'conflict' });
});

test('values keep their types, and each type refuses what is none of it', async () => {
  const contactId = await within(async (tx) => {
    for (const type of ['text', 'number', 'boolean', 'date', 'link'] as const) await defineAttribute(tx, act, { entity: 'contact', key: `a_${type}`, name: type, type });
    await defineAttribute(tx, act, { entity: 'contact', key: 'a_list', name: 'list', type: 'list', options: ['gold', 'silver'] });
    return (await createContact(tx, act, { name: 'Bo' })).id;
  });
  const values = { a_text: 'x\ny', a_number: -1.5, a_boolean: false, a_date: '2024-02-29', a_link: 'https://example.com/a?b=c', a_list: 'gold' };
  const set = (given: Record<string, string | number | boolean | null>) => within((tx) => setAttributeValues(tx, act, 'contact', contactId, given));
  const get = async () => (await within((tx) => getAttributeValues(tx, act, 'contact', [contactId]))).get(contactId);
  await set(values);
  assert.deepEqual(await get(), values);
  const wrong: Record<string, string | number | boolean>[] = [
    { a_number: 2, a_text: 1 }, { a_number: '1' }, { a_number: Number.NaN }, { a_boolean: 'true' }, { a_date: '2023-02-29' }, { a_date: '2024-2-9' }, { a_list: 'bronze' },
    { a_link: 'javascript:alert(1)' }, { a_link: 'https://x" onclick="' }, { a_text: 'a\0b' }, { a_text: 'x'.repeat(10_001) }, { unknown: 1 }, { constructor: 1 }, { toString: 'x' },
  ];
  for (const bad of wrong) await assert.rejects(set(bad), { code: 'invalid' }, JSON.stringify(bad));
  assert.deepEqual(await get(), values);
  await set({ a_text: null, a_number: 7 });
  const { a_text: _, ...rest } = values;
  assert.deepEqual(await get(), { ...rest, a_number: 7 });
});

test('definitions: a key once, type fast, options replaceable, deletion with all values', async () => {
  const { id } = await within((tx) => defineAttribute(tx, act, { entity: 'company', key: 'tier', name: 'Tier', type: 'list', options: ['a', 'b'] }));
  for (const bad of [{ key: 'Tier!' }, { key: '' }, { name: '' }, { options: [] }, { type: 'text' as const }]) {
    await assert.rejects(within((tx) => defineAttribute(tx, act, { entity: 'company', key: 'other', name: 'X', type: 'list', options: ['a'], ...bad })), { code: 'invalid' });
  }
  await assert.rejects(within((tx) => defineAttribute(tx, act, { entity: 'company', key: 'tier', name: 'X', type: 'text' })), { code: 'conflict' });
  await within((tx) => changeAttribute(tx, act, id, { options: ['c'] }));
  const companyId = await within(async (tx) => (await createCompany(tx, act, { name: 'C' })).id);
  await assert.rejects(within((tx) => setAttributeValues(tx, act, 'company', companyId, { tier: 'a' })), { code: 'invalid' });
  await within((tx) => setAttributeValues(tx, act, 'company', companyId, { tier: 'c' }));
  await within((tx) => deleteAttribute(tx, act, id));
  assert.deepEqual(await within((tx) => findAttributeDefinitions(tx, act)), []);
  assert.equal((await within((tx) => getAttributeValues(tx, act, 'company', [companyId]))).size, 0);
});

test('without the permission, and with another account\'s ids, nothing changes', async () => {
  const theirs = await one.withAccount(otherId, async (tx) => {
    const other = systemAct(otherId, now, 'test');
    return {
      label: (await ensureLabels(tx, other, ['theirs'])).get('theirs')!, contact: (await createContact(tx, other, { name: 'X' })).id,
      attribute: (await defineAttribute(tx, other, { entity: 'contact', key: 'k', name: 'K', type: 'text' })).id,
    };
  });
  const mine = (await within((tx) => ensureLabels(tx, act, ['mine']))).get('mine')!;
  await within((tx) => defineAttribute(tx, act, { entity: 'contact', key: 'k', name: 'K', type: 'text' }));
  const before = await everything();
  const commands = (who: Act, label: number): ((tx: Tx) => Promise<unknown>)[] => [
    (tx) => changeLabel(tx, who, label, { name: 'X' }), (tx) => deleteLabel(tx, who, label), (tx) => changeAttribute(tx, who, theirs.attribute, { name: 'X' }),
    (tx) => deleteAttribute(tx, who, theirs.attribute), (tx) => setAttributeValues(tx, who, 'contact', theirs.contact, { k: 'x' }),
    (tx) => setAttributeValues(tx, who, 'company', theirs.contact, { k: 'x' }),
  ];
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['contacts.read', 'conversations.read']) } };
  for (const command of [...commands(reader, mine), (tx: Tx) => ensureLabels(tx, reader, ['x']), (tx: Tx) => setAttributeValues(tx, reader, 'conversation', 1, {})]) {
    await assert.rejects(within(command), { code: 'forbidden' });
  }
  for (const command of commands(act, theirs.label)) await assert.rejects(within(command), { code: 'not-found' });
  assert.deepEqual(await everything(), before);
});
