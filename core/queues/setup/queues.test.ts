import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCalendars, setCalendar } from '#core/calendars/index.ts';
import { CoreError, type Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  changeQueue, createMenu, createQueue, createQueueGroup, deleteMenu, deleteQueue, deleteQueueGroup, findQueueGroups, findQueueOfPath, findQueues, getQueue, getQueueRules, lockQueueRules, renameQueueGroup,
  restoreMenu, restoreQueue, setQueueHours, type QueueChange, type QueueInput,
} from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>, database = desk.database) => database.withAccount(desk.accountId, work);
const queue = (name: string, more: Partial<QueueInput> = {}) => within((tx) => createQueue(tx, desk.act, { kind: 'call', name, ...more })).then(({ id }) => id);
const change = (id: number, to: QueueChange) => within((tx) => changeQueue(tx, desk.act, id, to));
const menu = (name: string, more: object = {}) => within((tx) => createMenu(tx, desk.act, { kind: 'ivr', name, ...more })).then(({ id }) => id);
const refused = (work: Promise<unknown>, code: string, key: string) => assert.rejects(work, (error) => error instanceof CoreError && error.code === code && (error.key ?? error.fields[0]?.key) === key);
const rows = () => within((tx) => tx.one(sql<{ t: string }>`SELECT concat((SELECT string_agg(q::text, '' ORDER BY id) FROM queues q), (SELECT count(*) FROM events), (SELECT count(*) FROM audit_log)) AS t`));

test('a queue has the usual rules until somebody sets others, and its version counts the changes', async () => {
  const id = await queue('Usual');
  const rules = await within((tx) => getQueueRules(tx, id));
  assert.deepEqual(
    [rules!.lang, rules!.mode, rules!.targetSeconds, rules!.targetPercent, rules!.abandonSeconds, rules!.offerSeconds, rules!.waitingMax, rules!.afterHours, rules!.waitedTooLong, rules!.version],
    ['en', 'deltacast', 20, 80, 5, 20, null, { action: 'wait' }, { action: 'end' }, 1]);
  await change(id, { mode: 'cascade', waitingMax: 0, agingSeconds: 60, overCapacity: { action: 'message', text: ' We are busy. ' }, botName: '  ' });
  const after = await within((tx) => getQueueRules(tx, id));
  assert.deepEqual([after!.mode, after!.waitingMax, after!.agingSeconds, after!.overCapacity, after!.botName, after!.version, after!.targetSeconds], ['cascade', 0, 60, { action: 'message', text: 'We are busy.' }, null, 2, 20]);
});

test('every rule out of its bounds is named, all at once, and nothing is stored', async () => {
  const id = await queue('Bounds');
  const before = await rows();
  await assert.rejects(change(id, {
    name: '', lang: 'Klingon', priority: 101, agingSeconds: 0, targetSeconds: 0, targetPercent: 101, abandonSeconds: -1, offerSeconds: 0, cascadeSeconds: 0, wrapUpSeconds: -1, beforeWorkSeconds: 3_601,
    waitSecondsMax: 0, waitingMax: -1, mode: 'roulette' as 'cascade', afterHours: { action: 'dance' as 'end' }, overCapacity: { action: 'message' }, waitedTooLong: { action: 'queue', queueId: 0 },
  }), (error) => {
    assert.ok(error instanceof CoreError);
    assert.deepEqual(error.fields.map(({ field }) => field).toSorted(), [
      'abandonSeconds', 'afterHours.action', 'agingSeconds', 'beforeWorkSeconds', 'cascadeSeconds', 'lang', 'mode', 'name', 'offerSeconds', 'overCapacity.text', 'priority', 'targetPercent', 'targetSeconds',
      'waitSecondsMax', 'waitedTooLong.queueId', 'waitingMax', 'wrapUpSeconds']);
    assert.ok(error.fields.every(({ key }) => key !== undefined));
    return true;
  });
  await refused(change(id, { targetSeconds: 1.5 }), 'invalid', 'out-of-range');
  await refused(queue('Chat', { kind: 'chat', afterHours: { action: 'voicemail' } }), 'invalid', 'calls-only');
  assert.deepEqual(await rows(), before);
});

test('work is sent to a queue of the same kind that is there, never to one that is another account\'s', async () => {
  const [call, chat, gone] = [await queue('Calls'), await queue('Chats', { kind: 'chat' }), await queue('Gone')];
  await within((tx) => deleteQueue(tx, desk.act, gone));
  const before = await rows();
  await refused(change(call, { afterHours: { action: 'queue', queueId: chat } }), 'invalid', 'queue-other-kind');
  for (const queueId of [gone, 987_654]) await refused(change(call, { afterHours: { action: 'queue', queueId } }), 'invalid', 'no-queue');
  assert.deepEqual(await rows(), before);
});

test('work never goes round: not to itself, not by way of others, for whatever reasons', async () => {
  const [a, b, c] = [await queue('A'), await queue('B'), await queue('C')];
  await refused(change(a, { afterHours: { action: 'queue', queueId: a } }), 'conflict', 'queue-ring');
  await change(a, { afterHours: { action: 'queue', queueId: b }, overCapacity: { action: 'queue', queueId: c } });
  await change(b, { overCapacity: { action: 'queue', queueId: c } });
  const before = await rows();
  await assert.rejects(change(c, { waitedTooLong: { action: 'queue', queueId: a } }), (error) => error instanceof CoreError && error.key === 'queue-ring' && /C > A > /.test(error.safeText));
  assert.deepEqual(await rows(), before);
  const second = desk.secondPool();
  const [left, right] = [await queue('Left'), await queue('Right')];
  const both = await Promise.allSettled([change(left, { afterHours: { action: 'queue', queueId: right } }), within((tx) => changeQueue(tx, desk.act, right, { overCapacity: { action: 'queue', queueId: left } }), second)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('a queue to which another sends work stays; its menu too', async () => {
  const leaf = await menu('Target leaf');
  const target = await queue('Target', { menuId: leaf });
  const sender = await queue('Sender', { afterHours: { action: 'queue', queueId: target } });
  await refused(within((tx) => deleteQueue(tx, desk.act, target)), 'conflict', 'queue-is-target');
  await refused(within((tx) => deleteMenu(tx, desk.act, leaf)), 'conflict', 'queue-is-target');
  await within((tx) => deleteQueue(tx, desk.act, sender));
  await within((tx) => deleteQueue(tx, desk.act, target));
  await refused(within((tx) => restoreQueue(tx, desk.act, sender)), 'conflict', 'queue-target-gone');
  await within((tx) => restoreQueue(tx, desk.act, target));
  await within((tx) => restoreQueue(tx, desk.act, sender));
  assert.deepEqual([(await within((tx) => getQueue(tx, desk.act, target))).menuId, (await within((tx) => getQueueRules(tx, sender)))?.afterHours], [leaf, { action: 'queue', queueId: target }]);
});

test('a leaf leads to one queue for each language and kind, a node above to none', async () => {
  const root = await menu('Root');
  const leaf = await menu('Leaf', { parentId: root, languages: [{ lang: 'en' }, { lang: 'de' }] });
  const english = await queue('English', { menuId: leaf });
  await queue('German', { menuId: leaf, lang: 'de' });
  await refused(queue('Again', { menuId: leaf }), 'conflict', 'queue-there');
  await refused(queue('French', { menuId: leaf, lang: 'fr' }), 'invalid', 'menu-not-in-language');
  await refused(queue('Above', { menuId: root }), 'conflict', 'menu-no-leaf');
  await refused(queue('Chat at the phone', { kind: 'chat', menuId: leaf }), 'invalid', 'phone-menu-has-calls');
  await assert.rejects(queue('Nowhere', { menuId: 987_654 }), { code: 'not-found' });
  const { menuPathId, menuPath } = (await within((tx) => getQueueRules(tx, english)))!;
  assert.equal(menuPath, 'Root/Leaf');
  const led = async (lang: string) => (await within((tx) => findQueueOfPath(tx, { menuPathId: menuPathId!, lang, kind: 'call' })))?.name ?? null;
  assert.deepEqual([await led('en'), await led('de'), await led('fr')], ['English', 'German', null]);
  await change(english, { menuId: null });
  assert.equal(await led('en'), null);
});

test('a deleted queue takes nothing new and is still locked for what waits in it; history keeps its row', async () => {
  const leaf = await menu('Old leaf');
  const id = await queue('Old', { menuId: leaf });
  await within((tx) => deleteQueue(tx, desk.act, id));
  assert.equal(await within((tx) => getQueueRules(tx, id)), null);
  assert.deepEqual(await within(async (tx) => { const rules = await lockQueueRules(tx, id); return [rules?.name, rules?.isDeleted]; }), ['Old', true]);
  assert.equal((await within((tx) => findQueues(tx, desk.act, { withDeleted: true }))).some((one) => one.id === id && one.deletedAt !== null), true);
  await queue('New', { menuId: leaf });
  await within((tx) => restoreQueue(tx, desk.act, id));
  assert.equal((await within((tx) => getQueue(tx, desk.act, id))).menuId, null, 'its place was given away');
  await within((tx) => deleteMenu(tx, { ...desk.act, now: '2024-05-06T13:00:00.000Z' }, leaf));
  await within((tx) => restoreMenu(tx, desk.act, leaf));
  assert.deepEqual((await within((tx) => findQueues(tx, desk.act, { menuId: leaf }))).map(({ name }) => name), ['New']);
});

test('groups have names of their own; a group that goes leaves its queues', async () => {
  const { id } = await within((tx) => createQueueGroup(tx, desk.act, { name: 'Shipping' }));
  await refused(within((tx) => createQueueGroup(tx, desk.act, { name: 'Shipping' })), 'conflict', 'name-taken');
  const queueId = await queue('Grouped', { queueGroupId: id });
  await within((tx) => renameQueueGroup(tx, desk.act, id, 'Parcels'));
  assert.deepEqual((await within((tx) => findQueueGroups(tx, desk.act))).map(({ name, queueIds }) => [name, queueIds]), [['Parcels', [queueId]]]);
  await within((tx) => deleteQueueGroup(tx, desk.act, id));
  assert.deepEqual([await within((tx) => findQueueGroups(tx, desk.act)), (await within((tx) => getQueue(tx, desk.act, queueId))).queueGroupId], [[], null]);
  await assert.rejects(queue('Gone group', { queueGroupId: id }), { code: 'not-found' });
  await assert.rejects(queue('No calendar', { calendarId: 987_654 }), { code: 'not-found' });
  const { calendarId } = await within((tx) => setCalendar(tx, desk.act, { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] }));
  await change(queueId, { calendarId });
  assert.equal((await within((tx) => getQueueRules(tx, queueId)))?.calendarId, calendarId);
});

test('who may only read changes nothing', async () => {
  const id = await queue('Guarded');
  const reader = { ...desk.act, actor: { kind: 'user' as const, id: 1, permissions: new Set(['queues.read'] as const) } };
  for (const work of [(tx: Tx) => createQueue(tx, reader, { kind: 'call', name: 'x' }), (tx: Tx) => changeQueue(tx, reader, id, { name: 'x' }), (tx: Tx) => deleteQueue(tx, reader, id), (tx: Tx) => createQueueGroup(tx, reader, { name: 'x' })] as ((tx: Tx) => Promise<unknown>)[]) {
    await assert.rejects(within(work), { code: 'forbidden' });
  }
  assert.equal((await within((tx) => getQueue(tx, reader, id))).name, 'Guarded');
});

test('hours of a queue\'s own: made where it has none or shares them, changed where they are its alone; the hours of others stay', async () => {
  const office = { zone: 'UTC', hours: { mon: [['09:00', '17:00']] } };
  const late = { zone: 'UTC', hours: { mon: [['18:00', '22:00']] } };
  const calendarOf = async (id: number): Promise<number | null> => (await within((tx) => getQueueRules(tx, id)))!.calendarId;
  const hoursOf = async (id: number | null): Promise<unknown> => (await within((tx) => findCalendars(tx, desk.act))).find((one) => one.id === id)?.versions.map(({ hours, validFrom }) => [hours, validFrom]);
  const own = (id: number, json: object) => within((tx) => setQueueHours(tx, desk.act, id, json));
  const [first, second] = [await queue('Own hours'), await queue('Shared hours')];
  const made = await own(first, office);
  assert.deepEqual([await calendarOf(first), made.version, made.recomputes], [made.calendarId, 1, false]);
  const changed = await own(first, late);
  assert.deepEqual([changed.calendarId, changed.version], [made.calendarId, 2]);
  assert.deepEqual(await hoursOf(made.calendarId), [[office.hours, null], [late.hours, Date.parse(desk.act.now)]]);
  // Two go by them: the one that changes them gets its own.
  await change(second, { calendarId: made.calendarId });
  const parted = await own(second, office);
  assert.notEqual(parted.calendarId, made.calendarId);
  assert.deepEqual([await calendarOf(first), await calendarOf(second)], [made.calendarId, parted.calendarId]);
  // Likewise from those of the account and of a channel.
  const account = await within((tx) => setCalendar(tx, desk.act, office));
  const channel = await within((tx) => setCalendar(tx, desk.act, office, { channelId: desk.help.id }));
  for (const { calendarId } of [account, channel]) {
    await change(first, { calendarId });
    const held = await hoursOf(calendarId);
    assert.notEqual((await own(first, late)).calendarId, calendarId);
    assert.deepEqual(await hoursOf(calendarId), held);
  }
  const before = await rows();
  await refused(own(first, { zone: 'Mars/Base', hours: {} }), 'invalid', 'hours-wrong');
  await assert.rejects(own(987_654, office), (error) => error instanceof CoreError && error.code === 'not-found');
  for (const permissions of [new Set(['queues.write']), new Set(['calendars.write'])] as const) {
    await assert.rejects(within((tx) => setQueueHours(tx, { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: permissions as ReadonlySet<Permission> } }, first, office)), (error) => error instanceof CoreError && error.code === 'forbidden');
  }
  assert.deepEqual(await rows(), before);
});
