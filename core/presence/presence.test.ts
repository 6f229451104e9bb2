import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { endDevice, endLostDevices, keepDesks, keepDevice, setAgentAvailability, setAgentReadiness, setAgentStatus } from '#core/routing/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  changeStatus, createStatus, deleteStatus, findAgentActivities, findAvailability, findStatuses, getAgentPresence, keepOnline, recordMoment, saveAgentWork, lockAgentWork, statusIds,
} from './index.ts';

let desk: Desk;
let now = Date.parse('2024-05-06T12:00:00.000Z');
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const act = (): Act => systemAct(desk.accountId, new Date(now).toISOString(), 'test');
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const pass = (seconds: number): void => { now += seconds * 1000; };
const agent = async (name: string, userId: number | null = null) => (await within((tx) => createAgent(tx, act(), { name, userId }))).id;
const phone = (agentId: number, device = 'phone') => keepDevice(within, act(), { agentId, device, kind: 'softphone' });
const stand = async (agentId: number) => (await within((tx) => getAgentPresence(tx, act(), agentId))).work!;
const log = (agentId: number) => within((tx) => findAgentActivities(tx, act(), agentId));
const sweep = () => endLostDevices({ database: desk.database, clock: { nowMs: () => now }, onFailure: (error) => { throw error; } });

test('the catalogue is the document\'s, with the account\'s looks and its own statuses; automatic ones are the system\'s', async () => {
  const { id } = await within((tx) => createStatus(tx, act(), { name: 'Training', color: 'teal', wfmId: 45 }));
  await within((tx) => changeStatus(tx, act(), statusIds.break, { name: 'Pause' }));
  const all = await within((tx) => findStatuses(tx, act()));
  assert.deepEqual(all.map((status) => status.id), [0, -1, -2, -3, -4, -5, -6, -7, -8, -10, id]);
  assert.deepEqual([all[2]!.name, all[2]!.color, all[2]!.wfmId, all.at(-1)!.takesWork], ['Pause', 'yellow', 29, false]);
  const bo = await agent('Bo Status');
  for (const statusId of [statusIds.inCall, statusIds.missedCall, 4_711]) await assert.rejects(setAgentStatus(within, act(), { agentId: bo, statusId }));
  await setAgentStatus(within, act(), { agentId: bo, statusId: id });
  await within((tx) => deleteStatus(tx, act(), id));
  await assert.rejects(setAgentStatus(within, act(), { agentId: bo, statusId: id }), { code: 'invalid' });
  await assert.rejects(within((tx) => deleteStatus(tx, act(), statusIds.break)), { code: 'conflict' });
  assert.equal((await within((tx) => findStatuses(tx, act(), { withDeleted: true }))).at(-1)!.name, 'Training', 'the log keeps its name');
  for (const wrong of [{ name: '' }, { color: 'octarine' }, { wfmId: 1.5 }]) await assert.rejects(within((tx) => changeStatus(tx, act(), 0, wrong)), { code: 'invalid' });
  await within((tx) => changeStatus(tx, act(), statusIds.break, { name: 'Break' }));
});

test('stays in a status are spans without hole and overlap, one of them open; who changed another\'s is kept', async () => {
  const [bo, ada] = [await agent('Bo Spans'), await agent('Ada', desk.userId)];
  const asAda = (): Act => ({ ...act(), actor: { kind: 'user', id: desk.userId, permissions: 'all' } });
  await phone(bo);
  for (const statusId of [statusIds.available, statusIds.meal, statusIds.meal, statusIds.break]) { pass(10); await setAgentStatus(within, act(), { agentId: bo, statusId }); await phone(bo); }
  pass(5);
  await setAgentStatus(within, asAda(), { agentId: bo, statusId: statusIds.available });
  await setAgentReadiness(within, asAda(), { agentId: bo, takesChats: false });
  const lines = (await log(bo)).reverse();
  const stays = lines.filter(({ activity }) => activity === 'status');
  assert.deepEqual(stays.map(({ statusId, seconds }) => [statusId, seconds]), [[-10, 0], [-1, 10], [0, 10], [-4, 20], [-2, 5], [0, 0]]);
  for (const [at, stay] of stays.entries()) assert.equal(stay.endedAt, stays[at + 1]?.startedAt ?? null);
  assert.deepEqual([stays.at(-1)!.setBy, stays.at(-2)!.setBy, lines.at(-1)!.activity, lines.at(-1)!.setBy], [ada, null, 'readiness', ada]);
  assert.deepEqual(lines.at(-1)!.detail, { messages: true, calls: true, chats: false });
  await assert.rejects(setAgentStatus(within, { ...asAda(), actor: { kind: 'user', id: desk.userId, permissions: new Set(['work.handle']) } }, { agentId: bo, statusId: 0 }), { code: 'forbidden' });
});

test('the first of several devices makes an agent online, the last that ends offline; nobody is left online whose device is lost', async () => {
  const bo = await agent('Bo Devices');
  await phone(bo, 'one');
  pass(20);
  await phone(bo, 'two');
  assert.equal(await within(async (tx) => (await tx.one(sql<{ at: string }>`SELECT last_login_at AS at FROM agents WHERE account_id = ${tx.accountId} AND id = ${bo}`)).at).then(Date.parse), now - 20_000);
  await endDevice(within, act(), { agentId: bo, device: 'one' });
  assert.equal((await stand(bo)).isOnline, true);
  pass(44);
  await sweep();
  assert.equal((await stand(bo)).isOnline, true);
  pass(1);
  await sweep();
  const gone = await stand(bo);
  assert.deepEqual([gone.isOnline, gone.statusId], [false, statusIds.offline]);
  assert.deepEqual((await log(bo)).map(({ activity }) => activity).filter((activity) => activity !== 'status'), ['logout', 'login']);
  assert.equal(await sweep(), 0, 'leases that ended are taken away');
  await assert.rejects(phone(bo, 'desk'), { code: 'invalid' });
  await assert.rejects(phone(bo, 'with space'), { code: 'invalid' });
});

test('who comes back within a minute has what he had, later he is Unavailable; what he chose while away counts', async () => {
  const bo = await agent('Bo Back');
  await phone(bo);
  assert.equal((await stand(bo)).statusId, statusIds.unavailable, 'the first time');
  await setAgentStatus(within, act(), { agentId: bo, statusId: statusIds.meal });
  const leave = () => endDevice(within, act(), { agentId: bo, device: 'phone' });
  const backAfter = async (seconds: number) => { await leave(); pass(seconds); await phone(bo); return (await stand(bo)).statusId; };
  pass(5);
  assert.equal(await backAfter(59), statusIds.meal);
  pass(5);
  assert.equal(await backAfter(60), statusIds.unavailable);
  pass(5);
  await leave();
  pass(5);
  await setAgentStatus(within, act(), { agentId: bo, statusId: statusIds.break });
  pass(500);
  await phone(bo);
  assert.equal((await stand(bo)).statusId, statusIds.break);
});

test('open desks keep those online who have a place in the contact centre, and make nobody else an agent of it', async () => {
  const [withPlace, without] = [await agent('Cy', await member('cy')), await agent('Di', await member('di'))];
  await setAgentStatus(within, act(), { agentId: withPlace, statusId: statusIds.available });
  const users = await within((tx) => tx.rows(sql<{ id: number; userId: number }>`SELECT id, user_id AS "userId" FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${[withPlace, without]}::bigint[])`));
  await keepDesks(within, act(), users.map(({ userId }) => userId));
  assert.deepEqual([(await stand(withPlace)).isOnline, (await stand(withPlace)).statusId, await stand(without)], [true, statusIds.available, null]);
  pass(46);
  await sweep();
  assert.equal((await stand(withPlace)).isOnline, false);
});

test('availability is a view of the status where an agent has one, and sets it', async () => {
  const userId = await member('ed');
  const ed = await agent('Ed', userId);
  const view = async () => (await within((tx) => findAvailability(tx, act(), [ed]))).get(ed)!.availability;
  await within((tx) => keepOnline(tx, [userId]));
  assert.equal(await view(), 'available', 'no place in the contact centre: being connected counts');
  await phone(ed);
  assert.equal(await view(), 'busy', 'Unavailable until he says otherwise');
  for (const [availability, statusId] of [['available', statusIds.available], ['busy', statusIds.unavailable], ['offline', statusIds.offline]] as const) {
    pass(1);
    await within((tx) => setAgentAvailability(tx, act(), ed, { availability }));
    assert.deepEqual([await view(), (await stand(ed)).statusId], [availability, statusId]);
  }
  await setAgentStatus(within, act(), { agentId: ed, statusId: statusIds.meal });
  assert.equal(await view(), 'busy');
});

test('a moment stands in the log with the status of its agent; two processes that save at once leave one open stay', async () => {
  const bo = await agent('Bo Moments');
  await phone(bo);
  await within((tx) => recordMoment(tx, act(), { agentId: bo, activity: 'missed', mode: 'deltacast', interactionId: 7, kind: 'call', reason: 'timeout' }));
  const [line] = await log(bo);
  assert.deepEqual([line!.activity, line!.statusId, line!.interactionId, line!.detail], ['missed', statusIds.unavailable, 7, { reason: 'timeout' }]);
  const other = desk.secondPool();
  await Promise.all([0, -2, -3, -4].map((statusId, at) => (at % 2 ? other : desk.database).withAccount(desk.accountId, async (tx) => {
    const before = (await lockAgentWork(tx, bo))!;
    await saveAgentWork(tx, act(), before, { ...before, statusId, statusSinceMs: now });
  })));
  assert.equal((await log(bo)).filter(({ activity, endedAt }) => activity === 'status' && endedAt === null).length, 1);
});

async function member(name: string): Promise<number> {
  return within(async (tx) => {
    const user = await createUser(tx, act(), { email: `${name}@desk.test`, name });
    await addMember(tx, act(), { userId: user.id, role: 'agent' });
    return user.id;
  });
}
