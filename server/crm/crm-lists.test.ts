import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeContactGroup, changeGroupMembers, deleteContactGroup, findContactGroups } from '#core/contacts/index.ts';
import { changeCrmMapping, disconnectCrm, findCrmLists, forgetCrmContacts } from '#core/crm/index.ts';
import { sql } from '#storage/index.ts';
import { fillHubspot, openCrmRoom, type CrmRoom } from './testing/open-crm-room.ts';

let room: CrmRoom;
let id: number;
before(async () => {
  room = await openCrmRoom();
  fillHubspot(room.hubspot, { contacts: 30, deals: 2 });
  ({ id } = await room.connect({ takesLists: true }));
});
after(() => room.close());

const groups = async () => Object.fromEntries((await room.within((tx) => findContactGroups(tx, room.act()))).map(({ id: groupId, name, members, crmKind, isGoneThere }) => [name, { id: groupId, crmKind, isGoneThere, of: members.map(({ value }) => value.replace('@home.test', '')) }]));
const members = async (name: string) => (await groups())[name]?.of;
const run = async () => {
  room.clock.advance(3_600_000);
  room.hubspot.asked.length = 0;
  await room.sync();
  assert.deepEqual(room.hubspot.violations, []);
  return room.hubspot.asked.map(({ method, path }) => `${method} ${path}`).filter((path) => path.includes('/lists/'));
};

test('lists of contacts are groups of all their addresses; lists of anything else are not', async () => {
  room.hubspot.list('11', 'Gold', ['1001', '1002', '1009', '1010']);
  room.hubspot.list('12', 'Companies', ['1001'], '0-2');
  room.hubspot.list('13', 'Nobody', []);
  room.hubspot.list('14', 'Silver', ['1003', '7777']);
  await room.settle();
  const { Gold, Nobody, Silver, Companies } = await groups();
  assert.deepEqual([Gold?.of, Gold?.crmKind, Gold?.isGoneThere], [['person1', 'person2', 'person9', 'second9', 'third9'], 'hubspot', false], 'contact 1010 has no address');
  assert.deepEqual([Nobody?.of, Silver?.of, Companies], [[], ['person3'], undefined]);
  assert.deepEqual(room.hubspot.violations, []);
});

test('members come and go with the list, and with their addresses; a list that did not change is not read again, but with everything', async () => {
  const before = (await groups())['Gold']!.id;
  assert.deepEqual(await run(), ['POST /crm/v3/lists/search', 'POST /crm/v3/lists/search']);
  room.clock.advance(1_000);
  room.hubspot.list('11', 'Gold', ['1002', '1005']);
  assert.deepEqual((await run()).slice(2), ['GET /crm/v3/lists/11/memberships']);
  assert.deepEqual(await members('Gold'), ['person2', 'person5']);
  room.clock.advance(1_000);
  room.hubspot.put('contacts', '1005', { email: 'five@home.test' });
  room.hubspot.archive('contacts', '1003');
  assert.deepEqual((await run()).slice(2), [], 'addresses changed, not the lists');
  assert.deepEqual([await members('Gold'), await members('Silver')], [['five', 'person2'], []]);
  room.hubspot.list('11', 'Gold and more', ['1002', '1005']);
  await run();
  assert.deepEqual([(await groups())['Gold and more']?.id, await members('Gold')], [before, undefined], 'another name, the same group');
  room.clock.advance(7 * 24 * 3_600_000);
  assert.deepEqual((await run()).slice(2), ['GET /crm/v3/lists/11/memberships', 'GET /crm/v3/lists/13/memberships', 'GET /crm/v3/lists/14/memberships']);
  assert.deepEqual(await members('Gold and more'), ['five', 'person2']);
});

test('nobody changes a group that the CRM makes; a contact that is forgotten leaves it at once', async () => {
  const { id: groupId } = (await groups())['Gold and more']!;
  const conflict = { code: 'conflict', key: 'crm-makes-group' };
  await assert.rejects(room.within((tx) => changeContactGroup(tx, room.act(), groupId, { name: 'Ours' })), conflict);
  await assert.rejects(room.within((tx) => changeGroupMembers(tx, room.act(), groupId, { add: [{ kind: 'domain', value: 'home.test' }] })), conflict);
  await assert.rejects(room.within((tx) => deleteContactGroup(tx, room.act(), groupId)), conflict);
  room.hubspot.deleteForPrivacy('1005');
  await room.within((tx) => forgetCrmContacts(tx, room.act(), id, { forGood: ['1005'], deleted: [] }));
  assert.deepEqual(await members('Gold and more'), ['person2']);
});

test('who is forgotten leaves the groups without their being made anew, however many and large they are; an address that another contact of the list has stays', async () => {
  room.hubspot.put('contacts', '1006', { email: 'person6@home.test', hs_additional_emails: 'both@home.test' });
  room.hubspot.put('contacts', '1007', { email: 'person7@home.test', hs_additional_emails: 'both@home.test' });
  room.hubspot.list('16', 'Wide', ['1006', '1007', '1008']);
  room.hubspot.list('17', 'Narrow', ['1006']);
  await run();
  assert.deepEqual([await members('Wide'), await members('Narrow')], [['both', 'person6', 'person7', 'person8'], ['both', 'person6']]);
  const madeAnew = async () => (await room.within((tx) => tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM audit_log WHERE account_id = ${tx.accountId} AND action = 'contact-group.changed'`))).n;
  const before = await madeAnew();
  room.hubspot.deleteForPrivacy('1006');
  await room.within((tx) => forgetCrmContacts(tx, room.act(), id, { forGood: ['1006'], deleted: [] }));
  assert.deepEqual([await members('Wide'), await members('Narrow'), await madeAnew()], [['both', 'person7', 'person8'], [], before]);
  await run();
  assert.deepEqual([await members('Wide'), await members('Narrow')], [['both', 'person7', 'person8'], []]);
  room.hubspot.records.lists.delete('16');
  room.hubspot.records.lists.delete('17');
});

test('of a list that is deleted there the group stays, marked, until somebody deletes it; where the list is restored it goes on', async () => {
  const { id: groupId } = (await groups())['Gold and more']!;
  room.hubspot.records.lists.delete('11');
  await run();
  assert.deepEqual((await groups())['Gold and more'], { id: groupId, crmKind: 'hubspot', isGoneThere: true, of: ['person2'] });
  await assert.rejects(room.within((tx) => changeContactGroup(tx, room.act(), groupId, { name: 'Ours' })), { code: 'conflict' });
  room.hubspot.list('11', 'Gold again', ['1001', '1002']);
  await run();
  assert.deepEqual((await groups())['Gold again'], { id: groupId, crmKind: 'hubspot', isGoneThere: false, of: ['person1', 'person2'] });
  room.hubspot.records.lists.delete('11');
  await run();
  await room.within((tx) => deleteContactGroup(tx, room.act(), groupId));
  await run();
  assert.equal(await members('Gold again'), undefined, 'it does not come back without its list');
  room.hubspot.list('11', 'Gold again', ['1001']);
  await run();
  assert.notEqual((await groups())['Gold again']?.id, groupId);
  assert.deepEqual(await members('Gold again'), ['person1']);
});

test('a list of more than a group holds is no group and says so; a run that is cut anywhere in the lists goes on, and a token that may not read lists still reads contacts', async () => {
  const many = Array.from({ length: 10_300 }, (_, n) => String(100_000 + n));
  for (const one of many.slice(0, 300)) room.hubspot.put('contacts', one, { email: `m${one}@home.test` });
  for (const one of many.slice(300)) room.hubspot.records.contacts.set(one, { id: one, properties: {}, createdMs: 0, modifiedMs: 0, archivedMs: null });
  room.hubspot.list('15', 'Everybody', many);
  let cuts = 0;
  room.hubspot.behave((_n, { path }) => {
    if (!path.includes('/lists/') || cuts >= 8) return 'answer';
    cuts += 1;
    return cuts % 2 === 0 ? 'cut' : 'answer';
  });
  room.clock.advance(3_600_000);
  await room.sync();
  await room.settle();
  room.hubspot.behave(() => 'answer');
  assert.equal(cuts, 8);
  const lists = await room.within((tx) => findCrmLists(tx, room.act(), id));
  assert.deepEqual(lists.filter(({ isTooLarge }) => isTooLarge).map(({ name, groupId }) => [name, groupId]), [['Everybody', null]]);
  assert.equal(await members('Everybody'), undefined);
  room.clock.advance(1_000);
  room.hubspot.list('15', 'Everybody', many.slice(0, 300));
  await run();
  assert.equal((await members('Everybody'))?.length, 300);

  room.hubspot.behave((_n, { path }) => (path.includes('/lists/') ? { status: 403, body: '{"errors":[{"context":{"requiredGranularScopes":["crm.lists.read"]}}]}' } : 'answer'));
  room.hubspot.put('contacts', '1002', { email: 'two@home.test' });
  await run();
  const { problemKey, problemValues, syncedAt } = await room.connection();
  assert.deepEqual([problemKey, problemValues, syncedAt === null, (await room.read()).contacts['1002']], ['crm-forbidden', { scope: 'crm.lists.read' }, false, ['two@home.test']]);
  room.hubspot.behave(() => 'answer');
});

test('where lists are not wanted any more, or the CRM is disconnected, their groups go', async () => {
  assert.ok(Object.keys(await groups()).length > 3);
  const kept = await room.within(async (tx) => (await tx.one(sql<{ id: number }>`INSERT INTO contact_groups (account_id, name, created_at) VALUES (${tx.accountId}, 'Ours', now()) RETURNING id`)).id);
  await room.within((tx) => changeCrmMapping(tx, room.act(), id, { takesLists: false }));
  await room.settle();
  assert.deepEqual(Object.values(await groups()).map((group) => group.id), [kept]);
  await room.within((tx) => changeCrmMapping(tx, room.act(), id, { takesLists: true }));
  await room.settle();
  assert.ok(Object.keys(await groups()).length > 3);
  await room.within((tx) => disconnectCrm(tx, room.act(), id));
  await room.drain();
  assert.deepEqual(Object.values(await groups()).map((group) => group.id), [kept]);
  for (const table of [sql`crm_lists`, sql`crm_list_members`, sql`crm_connections`]) assert.deepEqual(await room.within((tx) => tx.rows(sql<object>`SELECT FROM ${table} WHERE account_id = ${tx.accountId}`)), []);
});
