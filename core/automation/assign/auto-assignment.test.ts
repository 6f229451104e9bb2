import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { changeChannelSettings, createApiChannel, setChannelMembers } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { changeConversation, changeLife, openConversation, receiveMails } from '#core/conversations/index.ts';
import { catchUp, consumeOnce, sequenceOnce } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { createAgent, createTeam, setAvailability, setTeamMembers } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { assignmentReactor, chooseAgent, getAssignmentReason, type Candidate } from '../index.ts';

let desk: Desk;
let api = 0;
let team = 0;
const agents: number[] = [];
let minute = 0;
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const act = (): Act => ({ ...desk.act, now: new Date(Date.parse(desk.act.now) + (minute += 1) * 60_000).toISOString() });
const settle = () => catchUp(desk.database, [assignmentReactor]);
const stand = (agentId: number, availability: 'available' | 'busy' | 'offline') => within((tx) => setAvailability(tx, act(), agentId, { availability, autoOffline: false }));
const set = (mode: 'off' | 'round-robin' | 'balanced', perAgentMax: number | null = null) => within((tx) => changeChannelSettings(tx, act(), api, { assignment: { mode, perAgentMax } }));

before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    api = (await createApiChannel(tx, desk.act, { name: 'Robot' })).id;
    for (const name of ['Ann', 'Ben', 'Cid']) {
      const user = await createUser(tx, desk.act, { email: `${name}@desk.test`, name });
      await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
      agents.push((await createAgent(tx, desk.act, { name, userId: user.id })).id);
    }
    await setChannelMembers(tx, desk.act, api, agents);
    team = (await createTeam(tx, desk.act, { name: 'Crew' })).id;
    await setTeamMembers(tx, desk.act, team, [agents[2]!]);
  });
  for (const id of agents) await stand(id, 'available');
});
after(() => desk.close());

let names = 0;
const open = (teamId: number | null = null) => within(async (tx) => {
  const contact = await createContact(tx, act(), { name: `Bo ${names += 1}` });
  const { id } = await openConversation(tx, act(), { channelId: api, contactId: contact.id });
  if (teamId !== null) await changeConversation(tx, act(), id, { teamId });
  return id;
});
const whose = async (ids: readonly number[]) => (await within((tx) => tx.rows(sql<{ id: number; assignee: number | null }>`SELECT id, assignee_id AS assignee FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) ORDER BY id`))).map(({ assignee }) => assignee);

test('of the available below the limit it is whose turn it is, or who has least for what he can take', () => {
  const one = (agentId: number, more: Partial<Candidate> = {}): Candidate => ({ agentId, isAvailable: true, load: 0, capacity: 6, lastTurn: 0, ...more });
  const round = { mode: 'round-robin', perAgentMax: null } as const;
  const balanced = { mode: 'balanced', perAgentMax: null } as const;
  assert.equal(chooseAgent([], round), null);
  assert.equal(chooseAgent([one(1, { lastTurn: 9 }), one(2, { lastTurn: 4, load: 50 }), one(3, { lastTurn: 5 })], round), 2);
  assert.equal(chooseAgent([one(1, { load: 3, capacity: 6 }), one(2, { load: 3, capacity: 10 }), one(3, { load: 1, capacity: 2 })], balanced), 2);
  assert.equal(chooseAgent([one(1, { isAvailable: false }), one(2, { load: 5 })], { ...round, perAgentMax: 5 }), null);
  assert.equal(chooseAgent([one(2, { load: 2, lastTurn: 7 }), one(1, { load: 2, lastTurn: 8 })], balanced), 2, 'alike in load: whose turn it is');
});

test('new work goes round among those who are there, and why is kept', async () => {
  const off = await open();
  await settle();
  assert.deepEqual(await whose([off]), [null], 'a channel that does not say so gives nobody anything');
  await within((tx) => changeLife(tx, act(), [off], { life: 'closed' }));
  await set('round-robin');
  const ids = [await open(), await open(), await open(), await open()];
  await settle();
  assert.deepEqual(await whose(ids), [agents[0], agents[1], agents[2], agents[0]]);
  const reason = (await within((tx) => getAssignmentReason(tx, desk.act, ids[3]!)))!;
  assert.deepEqual([reason.agentId, reason.mode, reason.candidates.map(({ load, isAvailable }) => [load, isAvailable])], [agents[0], 'round-robin', [[1, true], [1, true], [1, true]]]);
  assert.equal(await within((tx) => getAssignmentReason(tx, desk.act, off)), null);
  await stand(agents[1]!, 'offline');
  const later = [await open(), await open(), await open()];
  await settle();
  assert.ok(!(await whose(later)).includes(agents[1]!), 'who is offline gets nothing new');
  assert.deepEqual(await whose([ids[1]!]), [agents[1]], 'and keeps what he has');
});

test('nobody gets more than the limit; what waits is given when somebody has room, and a team\'s work stays in the team', async () => {
  await within(async (tx) => { const all = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} AND life = 'open'`); await changeLife(tx, act(), all.map(({ id }) => id), { life: 'closed' }); });
  await set('balanced', 1);
  const ids = [await open(), await open(), await open()];
  await settle();
  const given = await whose(ids);
  assert.deepEqual([given.filter((one) => one !== null).toSorted((a, b) => a - b), given[2]], [[agents[0], agents[2]], null]);
  await within((tx) => changeLife(tx, act(), [ids[0]!], { life: 'resolved' }));
  await settle();
  assert.deepEqual(await whose([ids[2]!]), [given[0]]);
  await set('round-robin');
  const teams = [await open(team), await open(team)];
  await settle();
  assert.deepEqual(await whose(teams), [agents[2], agents[2]]);
});

test('what an import brought is nobody\'s new work, two processes give each once, and what a person took stays his', async () => {
  await within(async (tx) => {
    await setChannelMembers(tx, desk.act, desk.help.id, agents);
    await changeChannelSettings(tx, desk.act, desk.help.id, { assignment: { mode: 'round-robin', perAgentMax: null } });
    await receiveMails(tx, { ...act(), origin: 'import' }, desk.help, [writeMail({ from: 'old@home.test', at: '2024-04-30T08:00:00.000Z' })]);
    await receiveMails(tx, act(), desk.help, [writeMail({ from: 'new@home.test', at: act().now })]);
  });
  const mine = await open();
  await within((tx) => changeConversation(tx, act(), mine, { assigneeId: agents[1]! }));
  const ids = [await open(), await open(), await open()];
  await sequenceOnce(desk.database);
  const second = desk.secondPool();
  for (let round = 0; round < 10; round += 1) await Promise.all([consumeOnce(desk.database, assignmentReactor, desk.accountId), consumeOnce(second, assignmentReactor, desk.accountId)]);
  await settle();
  assert.ok((await whose(ids)).every((one) => one !== null));
  assert.deepEqual(await whose([mine]), [agents[1]]);
  const mails = await within((tx) => tx.rows(sql<{ from: string; assignee: number | null; given: number }>`
    SELECT a.address AS from, c.assignee_id AS assignee, (SELECT count(*) FROM auto_assignments t WHERE t.account_id = c.account_id AND t.conversation_id = c.id) AS given
    FROM conversations c JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id WHERE c.account_id = ${tx.accountId} AND c.channel_id = ${desk.help.id} ORDER BY c.id`));
  assert.deepEqual(mails.map(({ from, assignee, given }) => [from, assignee !== null, given]), [['old@home.test', false, 0], ['new@home.test', true, 1]]);
  for (const id of ids) assert.equal((await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM auto_assignments WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`))).n, 1);
});
