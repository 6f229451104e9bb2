import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addMember, createUser, getMember, setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import {
  addAgentAddress, changeTeam, createAgent, createTeam, deactivateAgent, deleteTeam, discoverAgents, findAgentByAddress, findAgents, findTeams, getAgent, getTeam,
  reactivateAgent, removeAgentAddress, renameAgent, setAgentUser, setTeamMembers,
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
const inOther = <T>(work: (tx: Tx, act: Act) => Promise<T>) => database.withAccount(otherId, (tx) => work(tx, systemAct(otherId, now, 'test')));
const everything = async () => within((tx) => tx.one(sql<{ t: string }>`
  SELECT concat((SELECT string_agg(a::text, '' ORDER BY id) FROM agents a), (SELECT string_agg(a::text, '' ORDER BY address) FROM agent_addresses a),
    (SELECT string_agg(t::text, '' ORDER BY id) FROM teams t), (SELECT string_agg(m::text, '' ORDER BY team_id, agent_id) FROM team_members m),
    (SELECT count(*) FROM audit_log)) AS t`));

test('an agent has a name, addresses, and a login that knows it', async () => {
  const { agent, member } = await within(async (tx) => {
    const user = await createUser(tx, act, { email: `ada.login${round}@acme.test`, name: 'Ada' });
    await addMember(tx, act, { userId: user.id, role: 'agent' });
    const made = await createAgent(tx, act, { name: 'Ada', addresses: ['ADA@acme.test', 'a.byron@acme.test'], userId: user.id });
    return { agent: made, member: await getMember(tx, user.id) };
  });
  assert.deepEqual([agent.name, agent.addresses, agent.isDiscovered], ['Ada', ['a.byron@acme.test', 'ada@acme.test'], false]);
  assert.equal(member?.agentId, agent.id);
  assert.deepEqual(await within((tx) => findAgentByAddress(tx, act, 'Ada@Acme.test')), agent);
  await within((tx) => setAgentUser(tx, act, agent.id, null));
  assert.equal((await within((tx) => getMember(tx, agent.userId!)))?.agentId, null);
});

test('an address belongs to one agent; discovered ones are found by it', async () => {
  const found = await within((tx) => discoverAgents(tx, act, [{ address: 'bo@acme.test', name: 'Bo' }]));
  const before = await everything();
  await assert.rejects(within((tx) => createAgent(tx, act, { name: 'Cy', addresses: ['cy@acme.test', 'bo@acme.test'] })), { code: 'conflict' });
  assert.deepEqual(await everything(), before);
  await within((tx) => addAgentAddress(tx, act, found.get('bo@acme.test')!, 'bo@acme.test'));
  await within((tx) => removeAgentAddress(tx, act, found.get('bo@acme.test')!, 'BO@acme.test'));
  await within((tx) => createAgent(tx, act, { name: 'Cy', addresses: ['bo@acme.test'] }));
});

test('a user is one agent only, and a stranger to the account none', async () => {
  const userId = await within(async (tx) => {
    const user = await createUser(tx, act, { email: `bo.login${round}@acme.test`, name: 'Bo' });
    await addMember(tx, act, { userId: user.id, role: 'agent' });
    await createAgent(tx, act, { name: 'Bo', userId: user.id });
    return user.id;
  });
  await assert.rejects(within((tx) => createAgent(tx, act, { name: 'Bo again', userId })), { code: 'conflict' });
  const stranger = await inOther(async (tx, theirs) => (await createUser(tx, theirs, { email: `x${round}@y.test`, name: 'X' })).id);
  await assert.rejects(within((tx) => createAgent(tx, act, { name: 'X', userId: stranger })), { code: 'not-found' });
});

test('a deactivated agent leaves the list and keeps the address', async () => {
  const { id } = await within((tx) => createAgent(tx, act, { name: 'Di', addresses: ['di@acme.test'] }));
  await within((tx) => deactivateAgent(tx, act, id));
  const after = await everything();
  await within((tx) => deactivateAgent(tx, act, id));
  assert.deepEqual(await everything(), after);
  assert.deepEqual(await within((tx) => findAgents(tx, act)), []);
  assert.equal((await within((tx) => findAgents(tx, act, { withDeactivated: true })))[0]!.id, id);
  assert.equal((await within((tx) => discoverAgents(tx, act, [{ address: 'di@acme.test', name: '' }]))).get('di@acme.test'), id);
  await within((tx) => reactivateAgent(tx, act, id));
  assert.equal((await within((tx) => getAgent(tx, act, id))).deactivatedAt, null);
});

test('teams form a tree that no two moves at once can close to a ring', async () => {
  const [a, b] = await within(async (tx) => [(await createTeam(tx, act, { name: 'A' })).id, (await createTeam(tx, act, { name: 'B' })).id] as const);
  const move = (team: number, parentId: number) => within(async (tx) => {
    await changeTeam(tx, act, team, { parentId });
    await new Promise((resolve) => setTimeout(resolve, 50)); // the other one looks while this one has not committed
  });
  const results = await Promise.allSettled([move(a, b), move(b, a)]);
  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(within((tx) => changeTeam(tx, act, a, { parentId: a })), { code: 'conflict' });
});

test('a deleted team hands its children up and lets its members go', async () => {
  await within(async (tx) => {
    const top = await createTeam(tx, act, { name: 'top' });
    const mid = await createTeam(tx, act, { name: 'mid', parentId: top.id });
    const low = await createTeam(tx, act, { name: 'low', parentId: mid.id });
    const agent = await createAgent(tx, act, { name: 'Ed' });
    await setTeamMembers(tx, act, mid.id, [agent.id, agent.id]);
    assert.deepEqual((await getTeam(tx, act, mid.id)).agentIds, [agent.id]);
    await deleteTeam(tx, act, mid.id);
    assert.deepEqual((await findTeams(tx, act)).map(({ name, parentId }) => [name, parentId]), [['top', null], ['low', top.id]]);
    await changeTeam(tx, act, low.id, { name: 'lowest' });
    assert.deepEqual([(await getTeam(tx, act, low.id)).name, (await getTeam(tx, act, low.id)).parentId], ['lowest', top.id]);
  });
});

test('without people.write, and with another account\'s ids, nothing changes', async () => {
  const mine = await within(async (tx) => ({ agent: (await createAgent(tx, act, { name: 'A', addresses: ['a@acme.test'] })).id, team: (await createTeam(tx, act, { name: 'T' })).id }));
  const theirs = await inOther(async (tx, other) => ({ agent: (await createAgent(tx, other, { name: 'B' })).id, team: (await createTeam(tx, other, { name: 'U' })).id }));
  const before = await everything();
  const commands = (who: Act, agent: number, team: number): ((tx: Tx) => Promise<unknown>)[] => [
    (tx) => renameAgent(tx, who, agent, 'X'), (tx) => deactivateAgent(tx, who, agent), (tx) => addAgentAddress(tx, who, agent, 'new@acme.test'),
    (tx) => removeAgentAddress(tx, who, agent, 'a@acme.test'), (tx) => setAgentUser(tx, who, agent, 1), (tx) => changeTeam(tx, who, team, { name: 'X' }),
    (tx) => deleteTeam(tx, who, team), (tx) => setTeamMembers(tx, who, team, []), (tx) => setTeamMembers(tx, who, mine.team, [mine.agent, agent]),
    (tx) => createTeam(tx, who, { name: 'X', parentId: team }), (tx) => changeTeam(tx, who, mine.team, { parentId: team }),
  ];
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['people.read']) } };
  for (const command of commands(reader, mine.agent, mine.team)) await assert.rejects(within(command), { code: 'forbidden' });
  for (const command of commands(act, theirs.agent, theirs.team)) await assert.rejects(within(command), { code: 'not-found' });
  for (const command of commands(act, 987_654, 987_654)) await assert.rejects(within(command), { code: 'not-found' });
  assert.deepEqual(await everything(), before);
});
