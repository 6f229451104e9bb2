import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact, findContactGroups } from '#core/contacts/index.ts';
import { eraseContact } from '#core/conversations/index.ts';
import { connectCrm } from '#core/crm/index.ts';
import { sql } from '#storage/index.ts';
import { fillHubspot, openCrmRoom, type CrmRoom } from './testing/open-crm-room.ts';

let room: CrmRoom;
before(async () => { room = await openCrmRoom(); });
after(() => room.close());

test('an erased person does not come back: not by the next reading, not by the weekly walk, not by a file; the answer says which systems still have him', async () => {
  const { hubspot, clock, within, act } = room;
  fillHubspot(hubspot, { contacts: 3, deals: 3 });
  hubspot.put('contacts', '1002', { email: 'Gone.Person@home.test', hs_additional_emails: 'kept@home.test;also@home.test' });
  hubspot.list('11', 'Gold', ['1001', '1002']);
  await room.connect({ takesLists: true });
  await room.settle();
  const key = room.key;
  const file = (name: string) => Buffer.from(`name,emails\n${name},gone.person@home.test person1@home.test\n`);
  const bring = async (name: string): Promise<void> => {
    await within((tx) => connectCrm(tx, act(), key, { kind: 'file', settings: {}, secret: null, file: file(name) }));
    await room.drain();
  };
  await bring('Of a file');
  /** Wherever the address stands, but in the file as it was brought. */
  const places = () => within((tx) => tx.rows(sql<{ place: string }>`
    SELECT 'crm_contacts' AS place FROM crm_contacts t WHERE account_id = ${tx.accountId} AND lower(t::text) LIKE '%gone.person%' UNION SELECT 'crm_contact_addresses' FROM crm_contact_addresses t WHERE account_id = ${tx.accountId} AND lower(t::text) LIKE '%gone.person%'
    UNION SELECT 'deal_contacts' FROM deal_contacts t WHERE account_id = ${tx.accountId} AND lower(t::text) LIKE '%gone.person%' UNION SELECT 'crm_erased_addresses' FROM crm_erased_addresses t WHERE account_id = ${tx.accountId} AND lower(t::text) LIKE '%gone.person%'`)).then((rows) => rows.map(({ place }) => place).toSorted());
  assert.deepEqual(await places(), ['crm_contact_addresses', 'crm_contacts', 'deal_contacts']);
  const { id } = await within((tx) => createContact(tx, act(), { name: 'Gone', points: [{ kind: 'email', value: 'Gone.Person@home.test' }] }));
  await within((tx) => createContact(tx, act(), { name: 'Other', points: [{ kind: 'email', value: 'kept@home.test' }] }));
  assert.deepEqual(await within((tx) => eraseContact(tx, act(), id)), { elsewhere: [{ kind: 'file', contacts: 1 }, { kind: 'hubspot', contacts: 1 }] });
  assert.deepEqual(await places(), []);
  const gold = async () => (await within((tx) => findContactGroups(tx, act()))).find(({ name }) => name === 'Gold')?.members.map(({ value }) => value);
  assert.deepEqual(await gold(), ['kept@home.test', 'person1@home.test'], 'of the group of his list, too, and not by the next reading only: his further address is in no contact of ours');
  const addressesOf = async (contact: string) => (await room.read()).contacts[contact];
  assert.deepEqual(await addressesOf('1002'), ['kept@home.test'], 'the system has two more addresses of him; one is another contact\'s');
  hubspot.put('contacts', '1002', { email: 'GONE.person@home.test', firstname: 'Back' });
  clock.advance(3_600_000);
  await room.sync();
  assert.deepEqual([await places(), await addressesOf('1002')], [[], ['kept@home.test']]);
  clock.advance(7 * 24 * 3_600_000);
  await room.sync();
  await bring('Again');
  assert.deepEqual([await places(), await addressesOf('1002'), (await room.read()).deals['Again']!.contacts], [[], ['kept@home.test'], ['person1@home.test']]);
  assert.deepEqual((await room.sync()).counts.contacts, 0, 'nothing is new each time');
});
