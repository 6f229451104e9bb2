import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { inspectWork } from '#storage/inspect/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  addChannelAlias, changeChannel, disableChannel, enableChannel, ensureChannel, findChannelAddresses, findChannelByAddress, findChannelMembers, findMailRoute, getChannel,
  findAddressesElsewhere, removeChannelAlias, setChannelMembers, takeFreedAddresses,
} from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let act: Act;
let help: number;
let theirs: { channel: number; agent: number; calendar: number };
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
  await database.rows(sql`UPDATE accounts SET deleted_at = ${now} WHERE deleted_at IS NULL`); // their addresses are free again
  const setup = async (name: string) => (await setupAccount(database, { accountName: name, email: `${name}${round}@x.test`, name, password: null, now })).account.id;
  accountId = await setup('acme');
  act = systemAct(accountId, now, 'test');
  help = (await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'help@acme.test' }))).id;
  const otherId = await setup('bolt');
  theirs = await database.withAccount(otherId, async (tx) => {
    const other = systemAct(otherId, now, 'test');
    return {
      channel: (await ensureChannel(tx, other, { kind: 'email', address: 'help@bolt.test' })).id, agent: (await createAgent(tx, other, { name: 'X' })).id,
      calendar: (await insertCalendar(tx)),
    };
  });
});

const within = <T>(work: (tx: Tx) => Promise<T>) => database.withAccount(accountId, work);
const asOwner = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client(clone.connection);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};
const insertCalendar = async (tx: Tx) => (await tx.one(sql<{ id: number }>`
  INSERT INTO calendars (account_id, name, created_at) VALUES (${tx.accountId}, 'Office', ${now}) RETURNING id`)).id;
const everything = async () => within((tx) => tx.one(sql<{ t: string }>`
  SELECT concat((SELECT string_agg(c::text, '' ORDER BY id) FROM channels c), (SELECT string_agg(a::text, '' ORDER BY address) FROM channel_addresses a),
    (SELECT string_agg(m::text, '' ORDER BY agent_id) FROM channel_members m), (SELECT count(*) FROM events), (SELECT count(*) FROM audit_log)) AS t`));

test('an alias finds the channel, belongs to it alone, and goes again; its own address stays', async () => {
  await within((tx) => addChannelAlias(tx, act, help, 'Support@acme.test'));
  await within((tx) => addChannelAlias(tx, act, help, 'support@acme.test'));
  assert.equal((await within((tx) => findChannelByAddress(tx, act, 'SUPPORT@acme.test')))?.id, help);
  assert.equal((await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'support@acme.test' }))).id, help);
  const sales = await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'sales@acme.test' }));
  await assert.rejects(within((tx) => addChannelAlias(tx, act, sales.id, 'support@acme.test')), { code: 'conflict' });
  await assert.rejects(within((tx) => removeChannelAlias(tx, act, sales.id, 'support@acme.test')), { code: 'not-found' });
  await assert.rejects(within((tx) => removeChannelAlias(tx, act, help, 'help@acme.test')), { code: 'conflict' });
  assert.deepEqual(await within((tx) => findChannelAddresses(tx, act, [help])), new Map([[help, ['help@acme.test', 'support@acme.test']]]));
  await within((tx) => removeChannelAlias(tx, act, help, 'support@acme.test'));
  assert.equal(await within((tx) => findChannelByAddress(tx, act, 'support@acme.test')), null);
});

test('name and calendar change apart from each other', async () => {
  const calendarId = await within(insertCalendar);
  await within((tx) => changeChannel(tx, act, help, { calendarId }));
  await within((tx) => changeChannel(tx, act, help, { name: 'Help' }));
  const channel = await within((tx) => getChannel(tx, act, help));
  assert.deepEqual([channel.name, channel.calendarId], ['Help', calendarId]);
  await within((tx) => changeChannel(tx, act, help, { calendarId: null }));
  assert.equal((await within((tx) => getChannel(tx, act, help))).calendarId, null);
});

test('a disabled channel is still there, and disabling twice is once', async () => {
  await within((tx) => disableChannel(tx, act, help));
  const before = await everything();
  await within((tx) => disableChannel(tx, act, help));
  assert.deepEqual(await everything(), before);
  assert.equal((await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'help@acme.test' }))).disabledAt, '2026-03-02T09:00:00Z');
  await within((tx) => enableChannel(tx, act, help));
  assert.equal((await within((tx) => getChannel(tx, act, help))).disabledAt, null);
});

test('members are exactly those named', async () => {
  const [a, b] = await within(async (tx) => [(await createAgent(tx, act, { name: 'A' })).id, (await createAgent(tx, act, { name: 'B' })).id] as const);
  await within((tx) => setChannelMembers(tx, act, help, [b, a, a]));
  assert.deepEqual(await within((tx) => findChannelMembers(tx, act)), new Map([[help, [a, b]]]));
  await within((tx) => setChannelMembers(tx, act, help, []));
  assert.deepEqual(await within((tx) => findChannelMembers(tx, act)), new Map());
});

test('without channels.write, and with another account\'s ids, nothing changes', async () => {
  const before = await everything();
  const commands = (who: Act, channel: number): ((tx: Tx) => Promise<unknown>)[] => [
    (tx) => changeChannel(tx, who, channel, { name: 'X' }), (tx) => disableChannel(tx, who, channel), (tx) => addChannelAlias(tx, who, channel, 'n@acme.test'),
    (tx) => removeChannelAlias(tx, who, channel, 'n@acme.test'), (tx) => setChannelMembers(tx, who, channel, []),
  ];
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  for (const command of commands(reader, help)) await assert.rejects(within(command), { code: 'forbidden' });
  for (const command of [
    ...commands(act, theirs.channel), ...commands(act, 987_654), (tx: Tx) => setChannelMembers(tx, act, help, [theirs.agent]),
    (tx: Tx) => changeChannel(tx, act, help, { calendarId: theirs.calendar }),
  ]) await assert.rejects(within(command), { code: 'not-found' });
  assert.deepEqual(await everything(), before);
});

test('of two accounts that claim one address at once one gets it; the other is told, without a name, and gets it once it is given up', async () => {
  const otherId = (await setupAccount(database, { accountName: 'Rival', email: `rival${round}@x.test`, name: 'R', password: null, now })).account.id;
  const other = systemAct(otherId, now, 'test');
  const mine = (address: string) => within((tx) => ensureChannel(tx, act, { kind: 'email', address }));
  const rivals = (address: string, isList = false) => database.withAccount(otherId, (tx) => ensureChannel(tx, other, { kind: 'email', address, isList }));
  for (let time = 0; time < 8; time += 1) {
    const outcomes = await Promise.allSettled([mine(`race${time}@acme.test`), rivals(time % 2 ? `race${time}@acme.test` : `race${time}+orders@acme.test`)]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], `race ${time}`);
    const { reason } = outcomes.find((outcome) => outcome.status === 'rejected')!;
    assert.deepEqual([reason.code, reason.reason], ['conflict', 'address-taken']);
    assert.doesNotMatch(reason.safeText, /acme|rival/i);
  }
  const { id } = await mine('only@acme.test');
  await assert.rejects(rivals('only@acme.test'), { code: 'conflict' });
  await assert.rejects(rivals('only+vip@acme.test'), { code: 'conflict' });
  assert.deepEqual(await findMailRoute(database, 'only+vip@acme.test'), { kind: 'channel', accountId, channelId: id, isList: false });
  const list = await rivals('only@acme.test', true); // a list is read by whoever is subscribed; what is handed over stays with the first
  assert.equal((await findMailRoute(database, 'only@acme.test') as { accountId?: number }).accountId, accountId);
  await within((tx) => disableChannel(tx, act, id));
  await database.withAccount(otherId, (tx) => disableChannel(tx, other, list.id));
  const alias = (await rivals('else@rival.test')).id;
  await database.withAccount(otherId, (tx) => addChannelAlias(tx, other, alias, 'only+late@acme.test'));
  assert.deepEqual(await findMailRoute(database, 'only+late@acme.test'), { kind: 'channel', accountId: otherId, channelId: alias, isList: false });
  await assert.rejects(within((tx) => enableChannel(tx, act, id)), { code: 'conflict' });
  await database.withAccount(otherId, (tx) => removeChannelAlias(tx, other, alias, 'only+late@acme.test'));
  await within((tx) => enableChannel(tx, act, id));
  assert.equal((await findMailRoute(database, 'ONLY@acme.test') as { channelId?: number }).channelId, id);
});

test('who shares an address that another account had first is told which, not whose, and gets it once it is given up', async () => {
  const shared = await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'shared+a@acme.test' }));
  const whole = () => within(async (tx) => ({ elsewhere: [...await findAddressesElsewhere(tx, act)], route: await findMailRoute(database, 'shared+a@acme.test') }));
  const firstId = (await setupAccount(database, { accountName: 'First', email: `first${round}@x.test`, name: 'F', password: null, now })).account.id;
  const first = systemAct(firstId, now, 'test');
  const theirChannel = await database.withAccount(firstId, (tx) => ensureChannel(tx, first, { kind: 'email', address: 'first@acme.test' }));
  // As it was before an address belonged to one account.
  await asOwner(`INSERT INTO channel_addresses (account_id, channel_id, address) VALUES (${firstId}, ${theirChannel.id}, 'shared@acme.test')`, `UPDATE address_claims SET account_id = ${firstId} WHERE address = 'shared@acme.test'`);
  assert.deepEqual(await whole(), { elsewhere: [[shared.id, ['shared+a@acme.test']]], route: { kind: 'channel', accountId: firstId, channelId: theirChannel.id, isList: false } });
  assert.equal(await within((tx) => takeFreedAddresses(tx, act)), 0);
  assert.deepEqual(await database.withAccount(firstId, (tx) => findAddressesElsewhere(tx, first)), new Map());
  const work = await inspectWork(clone.connection, { consumers: [], sampleMax: 1 });
  assert.deepEqual(work.addressesElsewhere, [{ accountId, address: 'shared+a@acme.test' }]);
  await database.withAccount(firstId, (tx) => removeChannelAlias(tx, first, theirChannel.id, 'shared@acme.test'));
  assert.equal(await within((tx) => takeFreedAddresses(tx, act)), 1);
  assert.deepEqual(await whole(), { elsewhere: [], route: { kind: 'channel', accountId, channelId: shared.id, isList: false } });
  await assert.rejects(within((tx) => tx.rows(sql`SELECT address FROM addresses_elsewhere(${firstId})`)), { code: '42501' });
});

test('a mailbox that is only disabled keeps a shared address for 14 days, and has it still when it comes back', async () => {
  const ours = await within((tx) => ensureChannel(tx, act, { kind: 'email', address: 'grace@acme.test' }));
  const firstId = (await setupAccount(database, { accountName: 'Grace', email: `grace${round}@x.test`, name: 'G', password: null, now })).account.id;
  const at = (days: number, seconds = 0): string => Temporal.Instant.from(now).add({ seconds: days * 86_400 + seconds }).toString();
  const theirs = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withAccount(firstId, work);
  const { id } = await theirs((tx) => ensureChannel(tx, systemAct(firstId, now, 'test'), { kind: 'email', address: 'grace-first@acme.test' }));
  await asOwner(`INSERT INTO channel_addresses (account_id, channel_id, address) VALUES (${firstId}, ${id}, 'grace@acme.test')`, `UPDATE address_claims SET account_id = ${firstId} WHERE address = 'grace@acme.test'`);
  const take = (days: number, seconds = 0) => within((tx) => takeFreedAddresses(tx, { ...act, now: at(days, seconds) }));
  const route = async () => (await findMailRoute(database, 'grace@acme.test') as { accountId?: number }).accountId;
  await theirs((tx) => disableChannel(tx, systemAct(firstId, at(0), 'test'), id));
  assert.deepEqual([await take(0, 3_600), await take(13), await take(14, -1)], [0, 0, 0]);
  await theirs((tx) => enableChannel(tx, systemAct(firstId, at(13), 'test'), id));
  assert.deepEqual([await take(30), await route()], [0, firstId]);
  await theirs((tx) => disableChannel(tx, systemAct(firstId, at(30), 'test'), id));
  assert.deepEqual([await take(44, -1), await take(44), await route()], [0, 1, accountId]);
  assert.deepEqual(await within((tx) => findAddressesElsewhere(tx, act)).then((found) => found.get(ours.id)), undefined);
});

test('who may claim is the account of the transaction alone', async () => {
  await assert.rejects(within((tx) => tx.rows(sql`SELECT claim_address(${accountId + 1}, 'x@acme.test', NULL)`)), { code: '42501' });
  await assert.rejects(within((tx) => tx.rows(sql`SELECT account_id FROM address_claims`)), { code: '42501' });
});
