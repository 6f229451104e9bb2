import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMailContacts, createContact, deleteContact, setMainPoint, getContact } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { findMailContacts, type MailContactPage } from '../index.ts';

let desk: Desk;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const list = (page: Partial<MailContactPage> = {}) => within((tx) => findMailContacts(tx, desk.act, { limit: 10, offset: 0, ...page }));
const names = async (page: Partial<MailContactPage> = {}): Promise<string[]> => (await list(page)).rows.map(({ address }) => address);

before(async () => { desk = await openDesk(); });
after(() => desk.close());

test('each contact stands once, by its first address, else as its domain; who has neither is not listed', async () => {
  const { zoe } = await within(async (tx) => {
    const made = await createContact(tx, desk.act, { name: 'Zoe', points: [{ kind: 'email', value: 'zoe@home.test' }, { kind: 'email', value: 'a-zoe@home.test' }, { kind: 'domain', value: 'zoe.test' }] });
    await createContact(tx, desk.act, { name: 'Phone', points: [{ kind: 'phone', value: '+49 30 1234567' }] });
    await addMailContacts(tx, desk.act, [{ value: 'mid.test' }, { value: 'Bo@home.test', isLead: true }]);
    return { zoe: made.id };
  });
  assert.deepEqual(await names(), ['bo@home.test', 'mid.test', 'zoe@home.test']);
  assert.deepEqual(await names({ direction: 'desc', limit: 2 }), ['zoe@home.test', 'mid.test']);
  assert.deepEqual([await names({ offset: 1, limit: 1 }), (await list()).total, await names({ offset: 3 })], [['mid.test'], 3, []]);
  assert.deepEqual(await names({ sort: 'id', direction: 'desc' }), ['bo@home.test', 'mid.test', 'zoe@home.test']);
  assert.deepEqual([await names({ search: 'A-ZOE' }), (await list({ search: 'home.test' })).total, await names({ search: 'nobody' })], [['zoe@home.test'], 2, []]);
  const second = (await within((tx) => getContact(tx, desk.act, zoe))).points.find(({ value }) => value === 'a-zoe@home.test')!;
  await within((tx) => setMainPoint(tx, desk.act, zoe, second.id));
  assert.deepEqual(await names(), ['a-zoe@home.test', 'bo@home.test', 'mid.test']);
  await within((tx) => deleteContact(tx, desk.act, zoe));
  assert.deepEqual([await names(), (await list()).total], [['bo@home.test', 'mid.test'], 2]);
  const noRights: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set() } };
  await assert.rejects(within((tx) => findMailContacts(tx, noRights, { limit: 1, offset: 0 })), { code: 'forbidden' });
});
