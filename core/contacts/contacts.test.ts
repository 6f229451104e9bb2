import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  addContactPoint, changeCompany, changeContact, changeContactGroup, createCompany, createContact, createContactGroup, deleteCompany, deleteContact,
  deleteContactGroup, ensureContacts, findCompanies, findContactByPoint, findContactGroups, findContacts, findGroupsOfAddress, getCompany, getContact, removeContactPoint,
} from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let otherId: number;
let act: Act;
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
  const setup = async (name: string) => (await setupAccount(database, { accountName: name, email: `${name}${round}@x.test`, name, password: null, now })).account.id;
  [accountId, otherId] = [await setup('acme'), await setup('bolt')];
  act = systemAct(accountId, now, 'test');
});

const within = <T>(work: (tx: Tx) => Promise<T>) => database.withAccount(accountId, work);
const everything = async () => within((tx) => tx.one(sql<{ t: string }>`
  SELECT concat((SELECT string_agg(c::text, '' ORDER BY id) FROM contacts c), (SELECT string_agg(p::text, '' ORDER BY id) FROM contact_points p),
    (SELECT string_agg(c::text, '' ORDER BY id) FROM companies c), (SELECT string_agg(g::text, '' ORDER BY id) FROM contact_groups g),
    (SELECT string_agg(m::text, '' ORDER BY group_id, kind, value) FROM contact_group_members m), (SELECT count(*) FROM events), (SELECT count(*) FROM audit_log)) AS t`));
const eventTypes = async () => (await within((tx) => tx.rows(sql<{ type: string }>`SELECT type FROM events ORDER BY id`))).map((row) => row.type);

test('a contact is found by each of its points, however written', async () => {
  const { id } = await within((tx) => createContact(tx, act, {
    name: 'Bo', points: [{ kind: 'email', value: 'Bo@Example.com' }, { kind: 'phone', value: '+49 (30) 123-4567' }, { kind: 'external', value: 'crm:77' }],
  }));
  for (const [kind, value] of [['email', ' bo@EXAMPLE.com'], ['phone', '0049 30 1234567'], ['phone', '+49301234567'], ['external', 'crm:77']] as const) {
    assert.equal((await within((tx) => findContactByPoint(tx, act, kind, value)))?.id, id, value);
  }
  for (const [kind, value] of [['email', 'nobody'], ['email', 'a\0@b.cd'], ['phone', '030 1234567'], ['phone', 'call me'], ['external', 'CRM:78']] as const) {
    assert.equal(await within((tx) => findContactByPoint(tx, act, kind, value)), null, value);
  }
  const contact = await within((tx) => getContact(tx, act, id));
  assert.deepEqual(contact.points.map((point) => point.value), ['Bo@Example.com', '+49 (30) 123-4567', 'crm:77']);
  assert.deepEqual(await eventTypes(), ['contact.created']);
});

test('a point is one contact\'s: a second contact with it is a conflict and leaves nothing', async () => {
  const point = { kind: 'email', value: 'bo@example.com' } as const;
  await within((tx) => createContact(tx, act, { name: 'Bo', points: [point] }));
  const other = await within((tx) => createContact(tx, act, { name: 'Cy' }));
  const before = await everything();
  await assert.rejects(within((tx) => createContact(tx, act, { name: 'Twin', points: [{ kind: 'external', value: 'x' }, point] })), { code: 'conflict' });
  await assert.rejects(within((tx) => addContactPoint(tx, act, other.id, point)), { code: 'conflict' });
  for (const bad of [{ kind: 'email', value: 'x' }, { kind: 'phone', value: '12' }, { kind: 'external', value: '' }] as const) {
    await assert.rejects(within((tx) => addContactPoint(tx, act, other.id, bad)), { code: 'invalid' });
  }
  assert.deepEqual(await everything(), before);
});

test('two who take one point at the same moment: one gets it', async () => {
  const results = await Promise.allSettled(['A', 'B', 'C'].map((name) => within((tx) => createContact(tx, act, { name, points: [{ kind: 'email', value: 'race@example.com' }] }))));
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  assert.ok(results.every((result) => result.status === 'fulfilled' || result.reason.code === 'conflict'));
});

test('a change touches what it names', async () => {
  const company = await within((tx) => createCompany(tx, act, { name: 'Example', domain: '@Example.com' }));
  const { id } = await within((tx) => createContact(tx, act, { name: 'Bo', companyId: company.id }));
  const later = { ...act, now: '2026-03-03T09:00:00.000Z' };
  await within((tx) => changeContact(tx, later, id, { name: 'Bob' }));
  const contact = await within((tx) => getContact(tx, act, id));
  assert.deepEqual([contact.name, contact.companyId, contact.updatedAt], ['Bob', company.id, '2026-03-03T09:00:00Z']);
  await within((tx) => changeContact(tx, later, id, { companyId: null }));
  assert.deepEqual((await within((tx) => findContacts(tx, act, { companyId: company.id }))), []);
  assert.equal((await within((tx) => getCompany(tx, act, company.id))).domain, 'example.com');
  await within((tx) => addContactPoint(tx, act, id, { kind: 'email', value: 'b@example.com' }));
  await within((tx) => addContactPoint(tx, act, id, { kind: 'email', value: 'B@example.com' }));
  const [point] = (await within((tx) => getContact(tx, act, id))).points;
  await within((tx) => removeContactPoint(tx, act, id, point!.id));
  assert.deepEqual((await within((tx) => getContact(tx, act, id))).points, []);
  assert.deepEqual((await eventTypes()).filter((type) => type === 'contact.changed').length, 4);
});

test('a deleted contact is gone for readers, stays as a tombstone, and its address makes a new contact', async () => {
  const { id } = await within((tx) => createContact(tx, act, { name: 'Bo', points: [{ kind: 'email', value: 'bo@example.com' }] }));
  await within((tx) => deleteContact(tx, act, id));
  await assert.rejects(within((tx) => getContact(tx, act, id)), { code: 'not-found' });
  await assert.rejects(within((tx) => deleteContact(tx, act, id)), { code: 'not-found' });
  await assert.rejects(within((tx) => changeContact(tx, act, id, { name: 'X' })), { code: 'not-found' });
  await assert.rejects(within((tx) => addContactPoint(tx, act, id, { kind: 'email', value: 'n@example.com' })), { code: 'not-found' });
  assert.equal(await within((tx) => findContactByPoint(tx, act, 'email', 'bo@example.com')), null);
  assert.deepEqual(await within((tx) => findContacts(tx, act)), []);
  const again = await within((tx) => ensureContacts(tx, act, [{ address: 'bo@example.com', name: 'Bo' }]));
  assert.notEqual(again.get('bo@example.com'), id);
  const row = await within((tx) => tx.one(sql<{ deleted: boolean }>`SELECT deleted_at IS NOT NULL AS deleted FROM contacts WHERE id = ${id}`));
  assert.equal(row.deleted, true);
});

test('under legal hold nothing is deleted', async () => {
  const { id } = await within((tx) => createContact(tx, act, { name: 'Bo' }));
  await within((tx) => tx.run(sql`UPDATE contacts SET legal_hold = true WHERE id = ${id}`));
  await assert.rejects(within((tx) => deleteContact(tx, act, id)), { code: 'conflict' });
});

test('contacts are listed by key, each once', async () => {
  await within((tx) => ensureContacts(tx, act, Array.from({ length: 25 }, (_, n) => ({ address: `p${n}@example.com`, name: `P${n}` }))));
  const seen: number[] = [];
  for (let after = 0; ;) {
    const page = await within((tx) => findContacts(tx, act, { after, limit: 10 }));
    if (page.length === 0) break;
    seen.push(...page.map((contact) => contact.id));
    after = seen.at(-1)!;
  }
  assert.equal(new Set(seen).size, 25);
  assert.deepEqual(seen, seen.toSorted((a, b) => a - b));
});

test('a deleted company lets its contacts go', async () => {
  const company = await within((tx) => createCompany(tx, act, { name: 'Example' }));
  const { id } = await within((tx) => createContact(tx, act, { name: 'Bo', companyId: company.id }));
  await within((tx) => changeCompany(tx, act, company.id, { domain: 'example.com' }));
  assert.equal((await within((tx) => findCompanies(tx, act)))[0]!.name, 'Example');
  await within((tx) => deleteCompany(tx, act, company.id));
  assert.equal((await within((tx) => getContact(tx, act, id))).companyId, null);
  await assert.rejects(within((tx) => changeContact(tx, act, id, { companyId: company.id })), { code: 'not-found' });
});

test('a group holds addresses and whole domains', async () => {
  const { id } = await within((tx) => createContactGroup(tx, act, {
    name: 'VIP', members: [{ kind: 'address', value: 'Bo@Example.com' }, { kind: 'domain', value: 'Big.test' }, { kind: 'domain', value: '@big.test' }],
  }));
  assert.deepEqual(await within((tx) => findGroupsOfAddress(tx, act, 'BO@example.com')), [id]);
  assert.deepEqual(await within((tx) => findGroupsOfAddress(tx, act, 'anyone@BIG.test')), [id]);
  assert.deepEqual(await within((tx) => findGroupsOfAddress(tx, act, 'anyone@notbig.test')), []);
  const before = await everything();
  await assert.rejects(within((tx) => changeContactGroup(tx, act, id, { members: [{ kind: 'domain', value: 'x' }] })), { code: 'invalid' });
  assert.deepEqual(await everything(), before);
  await within((tx) => changeContactGroup(tx, act, id, { name: 'V', members: [{ kind: 'domain', value: 'new.test' }] }));
  assert.deepEqual((await within((tx) => findContactGroups(tx, act))).map(({ name, members }) => ({ name, members })), [{ name: 'V', members: [{ kind: 'domain', value: 'new.test' }] }]);
  await within((tx) => deleteContactGroup(tx, act, id));
  assert.deepEqual(await within((tx) => findGroupsOfAddress(tx, act, 'x@new.test')), []);
});

test('without the permission, and with another account\'s ids, nothing changes', async () => {
  const make = async (tx: Tx, who: Act) => [
    await createContact(tx, who, { name: 'A', points: [{ kind: 'email', value: 'a@example.com' }] }), await createCompany(tx, who, { name: 'C' }),
    await createContactGroup(tx, who, { name: 'G' }),
  ] as const;
  const [mine] = await within((tx) => make(tx, act));
  const [contact, company, group] = await database.withAccount(otherId, (tx) => make(tx, systemAct(otherId, now, 'test')));
  const before = await everything();
  const commands = (who: Act, ids: { contact: number; company: number; group: number }): ((tx: Tx) => Promise<unknown>)[] => [
    (tx) => changeContact(tx, who, ids.contact, { name: 'X' }), (tx) => deleteContact(tx, who, ids.contact), (tx) => removeContactPoint(tx, who, ids.contact, 1),
    (tx) => addContactPoint(tx, who, ids.contact, { kind: 'email', value: 'n@example.com' }), (tx) => changeContact(tx, who, mine.id, { companyId: ids.company }),
    (tx) => createContact(tx, who, { name: 'N', companyId: ids.company }), (tx) => changeCompany(tx, who, ids.company, { name: 'X' }), (tx) => deleteCompany(tx, who, ids.company),
    (tx) => changeContactGroup(tx, who, ids.group, { name: 'X' }), (tx) => deleteContactGroup(tx, who, ids.group),
  ];
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['contacts.read']) } };
  for (const command of commands(reader, { contact: mine.id, company: 1, group: 1 })) await assert.rejects(within(command), { code: 'forbidden' });
  for (const command of commands(act, { contact: contact.id, company: company.id, group: group.id })) await assert.rejects(within(command), { code: 'not-found' });
  const none: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set() } };
  const queries: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => findContacts(tx, none), (tx) => findCompanies(tx, none), (tx) => findContactGroups(tx, none), (tx) => getContact(tx, none, mine.id),
  ];
  for (const query of queries) await assert.rejects(within(query), { code: 'forbidden' });
  assert.deepEqual(await everything(), before);
});
