import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadInteraction, type Interaction } from '#core/interactions/index.ts';
import { createInteraction } from '#core/interactions/index.ts';
import { getAgentWork, statusIds } from '#core/presence/index.ts';
import { getQueueRules } from '#core/queues/index.ts';
import { sql } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { memoryTransact } from '#testkit/routing/memory-store.ts';
import { openWorld, type World } from '#testkit/routing/memory-world.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import {
  Again, agentVanishes, botTakes, cancelTransfer, changeReadiness, chatMessage, chooseStatus, comeOnline, completeTransfer, connected, endInteraction, endWrapUp, enter, lineConnects, matchQueue, offerAwaited, pickUp, plainAct, refuseOffer, runTimer, takeDirectly,
  transfer, type QueueEntry, type RoutingStore, type TimerKind, type Wake,
} from '../engine/index.ts';
import { findOffersWhere } from './read-offers.ts';
import { getEntry } from './read-entries.ts';
import { openSqlStore } from './open-sql-store.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

type Rule = (store: RoutingStore) => Promise<unknown>;

/** One run of a rule: what it gave, or why it refused. */
async function outcomeOf(run: () => Promise<unknown>): Promise<{ value: unknown } | { error: string }> {
  try {
    return { value: await run() };
  } catch (error) {
    const { code, key, name } = error as { code?: string; key?: string; name?: string };
    if (code === undefined && !(error instanceof Again)) throw error;
    return { error: `${name} ${code ?? ''} ${key ?? ''}` };
  }
}

test('driven by the same random acts, PostgreSQL and memory hold the same interactions, agents, entries, offers and timers', async (t) => {
  const seed = Number(process.env['SEED'] ?? 1 + Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;

  const calls = await floor.queue({ name: 'One by one', wrapUpSeconds: 20, transferWaitSeconds: 45, directSeconds: 15, isSticky: true, waitSecondsMax: 240, waitedTooLong: { action: 'voicemail' } });
  const queueIds = [
    calls,
    await floor.queue({ name: 'In groups', mode: 'cascade', cascadeSeconds: 15, offerSeconds: 10, waitSecondsMax: 120, waitedTooLong: { action: 'queue', queueId: calls }, priority: 2, beforeWorkSeconds: 4 }),
    await floor.queue({ name: 'All at once', mode: 'multicast', priority: 1, waitingMax: 3, overCapacity: { action: 'callback' } }),
    await floor.queue({ name: 'Chats', kind: 'chat', transferWaitSeconds: 30, agingSeconds: 30, wrapUpSeconds: 5 }),
    await floor.queue({ name: 'Chats of all', kind: 'chat', mode: 'multicast', botName: 'Robi' }),
  ];
  const agentIds = [...await floor.agents(4, queueIds.slice(0, 4)), ...await floor.agents(0, [])];
  for (const queueId of queueIds) await floor.change((tx) => tx.run(sql`UPDATE queue_agents SET level = 1 + (agent_id + ${queueId}) % 3 WHERE account_id = ${tx.accountId} AND queue_id = ${queueId}`));
  const agents = await floor.change((tx) => inTurn(agentIds, async (id) => (await getAgentWork(tx, id))!));
  const members = await floor.change((tx) => tx.rows(sql<{ queueId: number; agentId: number; level: number }>`SELECT queue_id AS "queueId", agent_id AS "agentId", level FROM queue_agents WHERE account_id = ${tx.accountId}`));
  const queues = await floor.change((tx) => inTurn(queueIds, async (id) => (await getQueueRules(tx, id))!));
  const settings = { connectSeconds: 25, chatSilenceSeconds: 90 };
  const world = openWorld({ queues, members, agents, settings });

  let nowMs = floor.nowMs();
  let lastId = 1_000_000;
  const act = () => ({ ...floor.act(), now: new Date(nowMs).toISOString() });
  const inMemory = memoryTransact(world, () => nowMs);

  /** The rule in both worlds, with the same ids; both give the same or refuse the same. */
  async function both(rule: Rule): Promise<unknown> {
    const from = lastId;
    const counter = (): (() => number) => {
      let used = from;
      return () => { used += 1; lastId = Math.max(lastId, used); return used; };
    };
    const model = await outcomeOf(() => inMemory((store) => rule({ ...store, newId: counter() })));
    const real = await outcomeOf(() => floor.change(async (tx) => {
      const store = { ...await openSqlStore(tx, act()), newId: counter(), settings };
      const value = await rule(store);
      await store.finish();
      return value;
    }));
    assert.deepEqual(real, model);
    return 'value' in real ? real.value : null;
  }

  const wakeOf = (value: unknown): Wake => (value === null || typeof value !== 'object' ? { queues: [], agents: [] } : 'wake' in value ? value.wake as Wake : value as Wake);
  async function settled(value: unknown): Promise<void> {
    const { queues: woken, agents: idle } = wakeOf(value);
    const next = [...woken];
    for (const agentId of idle) await both((store) => offerAwaited(store, agentId));
    for (const agentId of idle) next.push(...await both((store) => store.queuesWaitingFor(agentId)) as number[]);
    for (const queueId of new Set(next)) {
      for (;;) {
        const { isMore } = await both((store) => matchQueue(store, queueId)) as { isMore: boolean };
        if (!isMore) break;
      }
    }
  }

  const started: Interaction[] = [];
  async function arrive(): Promise<void> {
    const kind = random() < 0.6 ? 'call' as const : 'chat' as const;
    const made = await floor.change((tx) => createInteraction(tx, act(), { kind, direction: random() < 0.1 && kind === 'call' ? 'out' : 'in', entry: kind === 'call' ? 'ivr' : 'web', lang: 'en' }));
    world.commit({ interactions: new Map([[made.id, made]]), agents: new Map(), entries: new Map(), offers: new Map(), timers: new Map() });
    started.push(made);
    const { id } = made;
    const queueId = pick(queues.filter((queue) => queue.kind === kind)).id;
    const dialler = pick(agentIds);
    if (made.direction === 'out') await settled(await both((store) => takeDirectly(store, { interactionId: id, agentId: dialler })));
    else await settled(await both((store) => enter(store, { interactionId: id, queueId, ...(id % 3 === 0 && { priority: id % 5 }), preferredAgentId: id % 2 ? agentIds[0]! : null })));
  }

  const openOffers = (): number[] => [...world.offers.values()].filter((offer) => offer.state === 'open').map((offer) => offer.id);
  const anyOffer = (): number => (random() < 0.9 && openOffers().length > 0 ? pick(openOffers()) : pick([...world.offers.keys(), 1]));
  const anyOne = (): number => (started.length === 0 || random() < 0.02 ? 1 : pick(random() < 0.8 ? started.slice(-12) : started).id);
  const rules: readonly (() => Rule)[] = [
    ...Array.from({ length: 5 }, () => () => {
      const offerId = anyOffer();
      return (store: RoutingStore) => pickUp(store, { offerId, agentId: world.offers.get(offerId)?.agentId ?? 1 });
    }),
    () => {
      const offerId = anyOffer();
      const as = pick(['rejected', 'bounced'] as const);
      return (store) => refuseOffer(store, { offerId, agentId: world.offers.get(offerId)?.agentId ?? 1, as });
    },
    ...Array.from({ length: 4 }, () => () => { const interactionId = anyOne(); return (store: RoutingStore) => connected(store, { interactionId }); }),
    ...Array.from({ length: 3 }, () => () => { const interactionId = anyOne(); const by = pick(['customer', 'agent', 'system'] as const); return (store: RoutingStore) => endInteraction(store, { interactionId, by }); }),
    () => { const interactionId = anyOne(); const by = pick(['customer', 'agent', 'bot'] as const); const agentId = world.interactions.get(interactionId)?.agentId ?? agentIds[0]!; return (store) => chatMessage(store, { interactionId, by, ...(by === 'agent' && { agentId }) }); },
    () => { const interactionId = anyOne(); const agentId = world.interactions.get(interactionId)?.agentId ?? agentIds[0]!; const one = pick([{ type: 'hold', agentId }, { type: 'resume', agentId }, { type: 'verify', verified: true }, { type: 'rate', rating: 4 }, { type: 'dispose', agentId, code: 'done' }, { type: 'leave', agentId }] as const); return (store) => plainAct(store, { interactionId, act: one }); },
    () => { const interactionId = anyOne(); const agentId = pick(agentIds); const role = pick(['barge', 'monitor', 'coach'] as const); return (store) => plainAct(store, { interactionId, act: { type: 'join', agentId, role } }); },
    () => {
      const interactionId = anyOne();
      const byAgentId = world.interactions.get(interactionId)?.agentId ?? agentIds[0]!;
      const to = random() < 0.5 ? { agentId: pick(agentIds) } : { queueId: pick(queueIds) };
      const kind = pick(['cold', 'warm'] as const);
      return (store) => transfer(store, { interactionId, byAgentId, kind, to });
    },
    () => { const interactionId = anyOne(); return (store) => botTakes(store, { interactionId, botName: 'Robi' }); },
    () => { const interactionId = anyOne(); return (store) => lineConnects(store, { interactionId }); },
    () => { const interactionId = anyOne(); return (store) => completeTransfer(store, { interactionId }); },
    () => { const interactionId = anyOne(); return (store) => cancelTransfer(store, { interactionId }); },
    () => { const agentId = pick(agentIds); return (store) => endWrapUp(store, { agentId }); },
    ...Array.from({ length: 2 }, () => () => { const agentId = pick(agentIds); const statusId = pick([statusIds.available, statusIds.available, statusIds.available, statusIds.break]); return (store: RoutingStore) => chooseStatus(store, { agentId, statusId }); }),
    () => { const agentId = pick(agentIds); const takes = pick([{ takesCalls: false }, { takesCalls: true }, { takesChats: true }, { takesChats: false }]); return (store) => changeReadiness(store, { agentId, ...takes }); },
    () => { const agentId = pick(agentIds); return (store) => agentVanishes(store, { agentId }); },
    ...Array.from({ length: 2 }, () => () => { const agentId = pick(agentIds); return (store: RoutingStore) => comeOnline(store, { agentId, statusId: statusIds.available }); }),
  ];

  for (let step = 0; step < 120; step += 1) {
    nowMs += below(9_000);
    for (const timer of [...world.timers.values()].filter(({ dueMs }) => dueMs <= nowMs).toSorted((a, b) => a.dueMs - b.dueMs || a.kind.localeCompare(b.kind) || a.subjectId - b.subjectId)) {
      await settled(await both((store) => runTimer(store, timer)));
    }
    if (random() < 0.3) await arrive();
    else await settled(await both(pick(rules)()));
    if (step % 20 === 19) await assertSame(world, started.map(({ id }) => id), agentIds);
  }
  await assertSame(world, started.map(({ id }) => id), agentIds);
  t.diagnostic(`${started.length} interactions, ${world.offers.size} offers`);
  assert.ok(world.offers.size > 10);
});

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const byId = <T extends { readonly id: number }>(items: Iterable<T>): T[] => [...items].toSorted((a, b) => a.id - b.id);
const byInteraction = (items: Iterable<QueueEntry>): QueueEntry[] => [...items].toSorted((a, b) => a.interactionId - b.interactionId);
const byKey = (items: Iterable<{ kind: TimerKind; subjectId: number; dueMs: number }>): string[] => [...items].map(({ kind, subjectId, dueMs }) => `${kind} ${subjectId} ${dueMs}`).toSorted();

async function assertSame(world: World, interactionIds: readonly number[], agentIds: readonly number[]): Promise<void> {
  await floor.change(async (tx) => {
    for (const id of interactionIds) assert.deepEqual(await loadInteraction(tx, id), world.interactions.get(id), `interaction ${id}`);
    for (const id of agentIds) assert.deepEqual(await getAgentWork(tx, id), world.agents.get(id), `agent ${id}`);
    assert.deepEqual(byId(await findOffersWhere(tx, sql`true`)), byId(world.offers.values()), 'offers');
    const waiting = await tx.rows(sql<{ id: number }>`SELECT interaction_id AS id FROM queue_entries WHERE account_id = ${tx.accountId}`);
    const entries: QueueEntry[] = [];
    for (const { id } of waiting) entries.push((await getEntry(tx, id))!);
    assert.deepEqual(byInteraction(entries), byInteraction(world.entries.values()), 'entries');
    const timers = await tx.rows(sql<{ kind: TimerKind; subjectId: number; due: string }>`SELECT kind, subject_id AS "subjectId", due_at AS due FROM routing_timers WHERE account_id = ${tx.accountId}`);
    assert.deepEqual(byKey(timers.map(({ kind, subjectId, due }) => ({ kind, subjectId, dueMs: Date.parse(due) }))), byKey(world.timers.values()), 'timers');
    const ready = await tx.rows(sql<{ queueId: number; agentId: number; since: string }>`
      SELECT queue_id AS "queueId", agent_id AS "agentId", ready_since AS since FROM queue_agents WHERE account_id = ${tx.accountId} AND ready_since IS NOT NULL AND NOT is_asked`);
    const model = [...world.ready].flatMap(([queueId, set]) => [...set.from(null)].map(({ agentId, readySinceMs }) => `${queueId} ${agentId} ${readySinceMs}`));
    assert.deepEqual(ready.map(({ queueId, agentId, since }) => `${queueId} ${agentId} ${Date.parse(since)}`).toSorted(), model.toSorted(), 'ready');
  });
}
