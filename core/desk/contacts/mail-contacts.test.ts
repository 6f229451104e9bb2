import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMailContacts, createContact, deleteContact, setMainPoint, getContact } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { findMailContacts, type MailContact, type MailContactPage } from '../index.ts';

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

test('a search finds everything that holds the text, each once, page by page in any order, also where twelve thousand do', async () => {
  const made = 12_000;
  await within(async (tx) => {
    await tx.run(sql`
      INSERT INTO contacts (account_id, name, created_at, updated_at, email_norm, is_reachable)
      SELECT ${tx.accountId}::bigint, 'Person ' || n, now(), now(), 'person' || lpad(((n * 7919) % ${made})::text, 5, '0') || '@many.test', true FROM generate_series(1, ${made}) n`);
    await tx.run(sql`
      INSERT INTO contact_points (account_id, contact_id, kind, value, value_norm) SELECT account_id, id, 'email', email_norm, email_norm FROM contacts WHERE account_id = ${tx.accountId} AND email_norm LIKE '%@many.test'`);
  });
  for (const [sort, direction] of [['address', 'asc'], ['address', 'desc'], ['id', 'asc']] as const) {
    const seen: MailContact[] = [];
    for (let offset = 0; offset < made + 2_000; offset += 2_000) {
      const { total, rows } = await list({ search: 'MANY.test', sort, direction, limit: 2_000, offset });
      assert.equal(total, made);
      seen.push(...rows);
    }
    const keys = seen.map((row) => (sort === 'id' ? row.id : row.address));
    assert.deepEqual([seen.length, new Set(keys).size, keys], [made, made, keys.toSorted((a, b) => (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1))], `${sort} ${direction}`);
  }
  const one = await list({ search: 'person00042@', limit: 25 });
  assert.deepEqual([one.total, one.rows.map(({ address }) => address)], [1, ['person00042@many.test']], 'one of the oldest, too');
});
