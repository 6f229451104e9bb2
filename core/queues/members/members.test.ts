import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catchUp } from '#core/events/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { changeTeamMembers, createAgent, createTeam, deactivateAgent, deleteTeam, reactivateAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { setReady } from '#testkit/routing/set-ready.ts';
import { createMenu, createQueue, findAgentQueues, queueMembersConsumer, setAgentSkills, setAssignments, setQueueSkills, type Assignment, type Skill } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>, database = desk.database) => database.withAccount(desk.accountId, work);
const agent = (name: string) => within((tx) => createAgent(tx, desk.act, { name })).then(({ id }) => id);
const team = (name: string, ...agentIds: number[]) => within(async (tx) => {
  const { id } = await createTeam(tx, desk.act, { name });
  await changeTeamMembers(tx, desk.act, id, { add: agentIds });
  return id;
});
const queue = (name: string, kind: 'call' | 'chat' = 'call') => within((tx) => createQueue(tx, desk.act, { kind, name })).then(({ id }) => id);
const byAgent = (agentId: number, level = 1): Assignment => ({ agentId, teamId: null, level });
const byTeam = (teamId: number, level = 1): Assignment => ({ agentId: null, teamId, level });
const assign = (queueId: number, ...assignments: Assignment[]) => within((tx) => setAssignments(tx, desk.act, queueId, assignments));
const follow = () => catchUp(desk.database, [queueMembersConsumer]);
const members = async (queueId: number) => Object.fromEntries((await within((tx) => tx.rows(sql<{ agentId: number; level: number }>`
  SELECT agent_id AS "agentId", level FROM queue_agents WHERE queue_id = ${queueId} ORDER BY agent_id`))).map(({ agentId, level }) => [agentId, level]));
const readySince = async (agentId: number) => Object.fromEntries((await within((tx) => tx.rows(sql<{ queueId: number; at: string | null }>`
  SELECT queue_id AS "queueId", ready_since AS at FROM queue_agents WHERE agent_id = ${agentId} ORDER BY queue_id`))).map(({ queueId, at }) => [queueId, at === null ? null : Date.parse(at)]));

test('an agent works a queue at the best level of what he and his teams are assigned to', async () => {
  const [bo, cy] = [await agent('Bo'), await agent('Cy')];
  const [first, second] = [await team('First', bo), await team('Second', bo, cy)];
  const id = await queue('Levels');
  await assign(id, byAgent(bo, 5), byTeam(first, 3), byTeam(second, 2));
  assert.deepEqual(await members(id), { [bo]: 2, [cy]: 2 });
  await assign(id, byAgent(bo, 1), byTeam(second, 2));
  assert.deepEqual(await members(id), { [bo]: 1, [cy]: 2 });
  await assign(id);
  assert.deepEqual(await members(id), {});
});

test('teams and people that change are followed by their events', async () => {
  const [di, ed] = [await agent('Di'), await agent('Ed')];
  const crew = await team('Crew', di);
  const id = await queue('Followed');
  await assign(id, byTeam(crew, 4));
  await within((tx) => changeTeamMembers(tx, desk.act, crew, { add: [ed] }));
  await follow();
  assert.deepEqual(await members(id), { [di]: 4, [ed]: 4 });
  await within((tx) => deactivateAgent(tx, desk.act, di));
  await follow();
  assert.deepEqual(await members(id), { [ed]: 4 });
  await within((tx) => reactivateAgent(tx, desk.act, di));
  await follow();
  assert.deepEqual(await members(id), { [di]: 4, [ed]: 4 });
  await within((tx) => deleteTeam(tx, desk.act, crew));
  await follow();
  assert.deepEqual(await members(id), {});
});

test('who cannot all that a queue asks for, well enough, is not asked', async () => {
  const [fay, gus] = [await agent('Fay'), await agent('Gus')];
  const id = await queue('Skilled');
  await assign(id, byAgent(fay), byAgent(gus));
  await within((tx) => setAgentSkills(tx, desk.act, fay, [{ skill: 'Billing', level: 5 }, { skill: 'french', level: 2 }]));
  await within((tx) => setAgentSkills(tx, desk.act, gus, [{ skill: 'billing', level: 9 }]));
  await within((tx) => setQueueSkills(tx, desk.act, id, [{ skill: 'billing', level: 5 }]));
  assert.deepEqual(Object.keys(await members(id)), [String(fay), String(gus)]);
  await within((tx) => setQueueSkills(tx, desk.act, id, [{ skill: 'billing', level: 5 }, { skill: 'French', level: 3 }]));
  assert.deepEqual(await members(id), {});
  await within((tx) => setAgentSkills(tx, desk.act, fay, [{ skill: 'billing', level: 5 }, { skill: 'french', level: 3 }]));
  assert.deepEqual(await members(id), { [fay]: 1 });
  await within((tx) => setAgentSkills(tx, desk.act, fay, []));
  assert.deepEqual(await members(id), {});
});

test('readiness is set by kind in all queues of the agent, stays when the row stays, and is taken over by a new one of the kind', async () => {
  const ian = await agent('Ian');
  const [calls, more, chats] = [await queue('Calls'), await queue('More'), await queue('Chats', 'chat')];
  await assign(calls, byAgent(ian, 3));
  await assign(chats, byAgent(ian));
  await within((tx) => setReady(tx, ian, { call: 1_700_000_000_000, chat: null }));
  assert.deepEqual(await readySince(ian), { [calls]: 1_700_000_000_000, [chats]: null });
  await assign(calls, byAgent(ian, 1));
  await assign(more, byAgent(ian));
  assert.deepEqual(await readySince(ian), { [calls]: 1_700_000_000_000, [more]: 1_700_000_000_000, [chats]: null });
  await within((tx) => setReady(tx, ian, { call: null, chat: 1_700_000_005_000 }));
  assert.deepEqual(await readySince(ian), { [calls]: null, [more]: null, [chats]: 1_700_000_005_000 });
});

test('an event tells who is new in a queue, so that routing looks at them', async () => {
  const [jo, kim] = [await agent('Jo'), await agent('Kim')];
  const id = await queue('Told');
  await assign(id, byAgent(jo));
  await assign(id, byAgent(jo), byAgent(kim));
  const told = await within((tx) => tx.rows(sql<{ agentIds: number[] | null }>`SELECT data->'agentIds' AS "agentIds" FROM events WHERE type = 'queue.changed' AND (data->>'queueId')::bigint = ${id} ORDER BY id`));
  assert.deepEqual(told.map(({ agentIds }) => agentIds), [null, [jo], [kim]]);
});

test('unknown people, doubles and levels out of bounds are refused and change nothing', async () => {
  const lou = await agent('Lou');
  const id = await queue('Strict');
  await assign(id, byAgent(lou));
  const wrong: readonly Assignment[][] = [[byAgent(987_654)], [byTeam(987_654)], [byAgent(lou), byAgent(lou, 2)], [byAgent(lou, 0)], [byAgent(lou, 21)], [{ agentId: lou, teamId: 1, level: 1 }], [{ agentId: null, teamId: null, level: 1 }]];
  for (const assignments of wrong) await assert.rejects(assign(id, ...assignments), CoreError);
  const skills: readonly Skill[][] = [[{ skill: '', level: 1 }], [{ skill: 'a', level: 11 }], [{ skill: 'A', level: 1 }, { skill: 'a', level: 2 }], [{ skill: '\u0000', level: 1 }]];
  for (const wanted of skills) await assert.rejects(within((tx) => setQueueSkills(tx, desk.act, id, wanted)), CoreError);
  assert.deepEqual(await members(id), { [lou]: 1 });
});

test('the queues of agents come with the leaf that leads to them', async () => {
  const mia = await agent('Mia');
  const { id: menuId } = await within((tx) => createMenu(tx, desk.act, { kind: 'web', name: 'Web help' }));
  const { id } = await within((tx) => createQueue(tx, desk.act, { kind: 'chat', name: 'Web chats', menuId, lang: 'de' }));
  await assign(id, byAgent(mia, 2));
  assert.deepEqual(await within((tx) => findAgentQueues(tx, desk.act, [mia, 987_654])), [{
    agentId: mia, queueId: id, kind: 'chat', name: 'Web chats', lang: 'de', level: 2,
    menu: { id: menuId, name: 'Web help', parentId: null, position: 0, kind: 'web', outputMessage: null, isHidden: false, deletedAt: null },
  }]);
});

interface Model { readonly assigned: Map<number, Assignment[]>; readonly asks: Map<number, Skill[]>; readonly can: Map<number, Skill[]>; readonly crew: Map<number, Set<number>>; readonly goneTeams: Set<number>; readonly off: Set<number> }

/** Who works a queue, by the words of the rule and nothing of its SQL. */
function expectedMembers(model: Model, queueId: number): Record<string, number> {
  const best = new Map<number, number>();
  for (const { agentId, teamId, level } of model.assigned.get(queueId) ?? []) {
    const people = agentId !== null ? [agentId] : model.goneTeams.has(teamId!) ? [] : [...model.crew.get(teamId!) ?? []];
    for (const id of people) if (!model.off.has(id)) best.set(id, Math.min(level, best.get(id) ?? Infinity));
  }
  const isFit = (id: number): boolean => (model.asks.get(queueId) ?? []).every((ask) => (model.can.get(id) ?? []).some((has) => has.skill === ask.skill && has.level >= ask.level));
  return Object.fromEntries([...best].filter(([id]) => isFit(id)).toSorted(([a], [b]) => a - b));
}

test('after any changes by two processes at once, who works a queue is what the rule says', async (t) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const some = <T>(items: readonly T[]): T[] => items.filter(() => random() < 0.4);
  const agents = await Promise.all(Array.from({ length: 8 }, (_, at) => agent(`R${at}`)));
  const teams = await Promise.all(Array.from({ length: 3 }, (_, at) => team(`T${at}`)));
  const queues = await Promise.all(Array.from({ length: 4 }, (_, at) => queue(`Q${at}`)));
  const model: Model = { assigned: new Map(), asks: new Map(), can: new Map(), crew: new Map(teams.map((id) => [id, new Set()])), goneTeams: new Set(), off: new Set() };
  const skills = (): Skill[] => some(['billing', 'french']).map((skill) => ({ skill, level: 1 + Math.floor(random() * 3) }));
  const second = desk.secondPool();
  const steps: Record<string, () => (tx: Tx) => Promise<unknown>> = {
    assign: () => {
      const [queueId, assignments] = [pick(queues), [...some(agents).map((id) => byAgent(id, 1 + Math.floor(random() * 3))), ...some(teams.filter((id) => !model.goneTeams.has(id))).map((id) => byTeam(id, 1 + Math.floor(random() * 3)))]];
      model.assigned.set(queueId, assignments);
      return (tx) => setAssignments(tx, desk.act, queueId, assignments);
    },
    ask: () => {
      const [queueId, wanted] = [pick(queues), random() < 0.5 ? [] : skills()];
      model.asks.set(queueId, wanted);
      return (tx) => setQueueSkills(tx, desk.act, queueId, wanted);
    },
    learn: () => {
      const [agentId, known] = [pick(agents), skills()];
      model.can.set(agentId, known);
      return (tx) => setAgentSkills(tx, desk.act, agentId, known);
    },
    crew: () => {
      const [teamId, add, remove] = [pick(teams.filter((id) => !model.goneTeams.has(id))), some(agents), some(agents)];
      const crew = model.crew.get(teamId)!;
      for (const id of add) crew.add(id);
      for (const id of remove) crew.delete(id);
      return (tx) => changeTeamMembers(tx, desk.act, teamId, { add, remove });
    },
    duty: () => {
      const agentId = pick(agents);
      const isOff = !model.off.has(agentId);
      if (isOff) model.off.add(agentId);
      else model.off.delete(agentId);
      return (tx) => (isOff ? deactivateAgent : reactivateAgent)(tx, desk.act, agentId);
    },
  };
  for (let round = 0; round < 12; round += 1) {
    // Of different kinds, so that their order does not matter to the model; at once, so that they do not see each other.
    const names = Object.keys(steps).filter(() => random() < 0.6);
    await Promise.all(names.map((name, at) => within(steps[name]!(), at % 2 ? second : desk.database)));
    if (round === 7) {
      model.goneTeams.add(teams[2]!);
      await within((tx) => deleteTeam(tx, desk.act, teams[2]!));
    }
    await follow();
    for (const id of queues) assert.deepEqual(await members(id), expectedMembers(model, id), `seed ${seed}, round ${round}: ${names.join(', ')}`);
  }
});
