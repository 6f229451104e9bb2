import { isEnded, startInteraction, type Interaction, type Party } from '#core/interactions/index.ts';
import { statusIds, type AgentWork } from '#core/presence/index.ts';
import {
  agentVanishes, botTakes, cancelTransfer, changeReadiness, chatMessage, chooseStatus, comeOnline, completeTransfer, connected, endInteraction, endWrapUp, enterFollowing, escalateFollowing, handOver, handsOf, lineConnects, plainAct,
  refuseOffer, retrying, takeDirectly, transfer, type Offer, type PlainAct, type RoutingStore, type Wake,
} from '#core/routing/engine/index.ts';
import { startMs, type House } from './simulate.ts';

export interface People {
  readonly begin: () => void;
  readonly arrive: () => Promise<void>;
  readonly offered: (offer: Offer) => void;
  readonly changed: (before: Interaction | null, after: Interaction) => void;
  readonly agentChanged: (before: AgentWork, after: AgentWork) => void;
}

/** Customers and agents: what they do when something happens to them, a while later and only where it still makes sense to them. */
export function actAsPeople(house: House): People {
  const { world, random, plan, at } = house;
  const { behaviour, faults } = plan;
  const chance = (share: number): boolean => random() < share;
  const between = (low: number, high: number): number => low + random() * (high - low);
  const now = (id: number): Interaction | undefined => world.interactions.get(id);
  const say = (rule: (store: RoutingStore) => Promise<Wake>): Promise<Wake | null> => house.command((transact) => retrying(transact)(rule), (wake) => wake);
  const sayOf = <Result extends { readonly wake: Wake }>(rule: (store: RoutingStore) => Promise<Result>): Promise<Result | null> => house.command((transact) => retrying(transact)(rule), (result) => result.wake);
  const plain = (interactionId: number, act: PlainAct): Promise<Wake | null> => say((store) => plainAct(store, { interactionId, act }));
  const total = plan.shares.reduce((sum, share) => sum + share.weight, 0);

  function pickShare(): (typeof plan.shares)[number] {
    let left = random() * total;
    for (const share of plan.shares) if ((left -= share.weight) < 0) return share;
    return plan.shares.at(-1)!;
  }

  function pickQueue(kind: 'call' | 'chat'): number {
    const queues = [...world.queues.values()].filter((queue) => queue.kind === kind);
    return queues[Math.floor(random() * queues.length)]!.id;
  }

  async function arrive(): Promise<void> {
    const { queueId, priority } = pickShare();
    const { kind } = world.queues.get(queueId)!;
    const id = await house.newInteraction((newId) => startInteraction(
      { id: newId, kind, conversationId: newId, direction: 'in', entry: kind === 'call' ? 'ivr' : 'web', lang: 'en', contactId: null }, house.nowMs(), world.nextId));
    if (chance(behaviour.customerLeavesMenu)) {
      await sayOf((store) => endInteraction(store, { interactionId: id, by: 'customer' }));
      return;
    }
    if (behaviour.botsTake > 0 && chance(behaviour.botsTake)) {
      await say((store) => botTakes(store, { interactionId: id, botName: 'Robin' }));
      if (now(id)?.state === 'bot') return;
    }
    await choose(id, queueId, priority);
  }

  async function choose(interactionId: number, queueId: number, priority?: number): Promise<void> {
    const preferredAgentId = world.queues.get(queueId)!.isSticky && chance(0.5) ? 1 + Math.floor(random() * world.agents.size) : null;
    const input = { interactionId, queueId, preferredAgentId, ...(priority !== undefined && { priority }) };
    const entered = await house.command((transact) => enterFollowing(transact, input), (result) => result.wake);
    if (entered?.outcome === 'asks-time') {
      await house.command((transact) => enterFollowing(transact, { ...input, scheduledMs: house.nowMs() + between(60_000, 7_200_000) }), (result) => result.wake);
    }
    // Whoever got no answer is still in the menus for all he knows, and asks again; nobody stays there for ever.
    if (entered === null) at(between(2_000, 8_000), async () => { if (now(interactionId)?.state === 'selecting') await choose(interactionId, queueId, priority); });
    else at(300_000, async () => { if (now(interactionId)?.state === 'selecting') await sayOf((store) => endInteraction(store, { interactionId, by: 'customer' })); });
  }

  function changed(before: Interaction | null, after: Interaction): void {
    const { id } = after;
    const isNew = (state: Interaction['state']): boolean => after.state === state && before?.state !== state;
    if (isEnded(after)) return;
    if (isNew('queued')) at(behaviour.patienceMs(random), () => leaveQueue(id));
    if (isNew('bot')) at(between(5_000, 60_000), () => endBot(id));
    if (isNew('voicemail')) at(between(2_000, 30_000), () => leaveVoicemail(id));
    if (isNew('scheduled')) at(1_000, async () => { await sayOf((store) => endInteraction(store, { interactionId: id, by: 'customer' })); });
    for (const party of handsOf(after)) {
      const was = before?.parties.find((one) => one.id === party.id);
      if (party.state === 'connecting' && was === undefined && !chance(behaviour.neverConnects)) at(behaviour.connectMs(random), () => joins(id, party));
      if (party.state === 'connected' && was?.state !== 'connected') talk(after, party);
    }
  }

  async function leaveQueue(interactionId: number): Promise<void> {
    if (now(interactionId)?.state === 'queued') await sayOf((store) => endInteraction(store, { interactionId, by: 'customer' }));
  }

  async function endBot(interactionId: number): Promise<void> {
    const interaction = now(interactionId);
    if (interaction?.state !== 'bot') return;
    if (chance(0.4)) {
      await sayOf((store) => endInteraction(store, { interactionId, by: 'bot' }));
      return;
    }
    const entered = await house.command((transact) => escalateFollowing(transact, { interactionId, reason: 'by-customer', ...(interaction.queueId === null && { queueId: pickQueue(interaction.kind) }), ...(chance(0.5) && { scheduledMs: house.nowMs() + 600_000 }) }), (result) => result.wake);
    if (entered === null || entered.outcome === 'asks-time') at(5_000, () => endBot(interactionId));
  }

  async function leaveVoicemail(interactionId: number): Promise<void> {
    if (now(interactionId)?.state !== 'voicemail') return;
    if (chance(0.7)) await plain(interactionId, { type: 'voicemail-left', url: null, seconds: 5 });
    else await sayOf((store) => endInteraction(store, { interactionId, by: 'customer' }));
  }

  /** The line is there: if the agent still is the one who waits for it. */
  async function joins(interactionId: number, { id }: Party): Promise<void> {
    const party = now(interactionId)?.parties.find((one) => one.id === id);
    if (party === undefined || party.state !== 'connecting' || party.leftMs !== null) return;
    const isPreparing = now(interactionId)!.spans.some((span) => span.partyId === id && span.type === 'before-work' && span.endedMs === null);
    if (behaviour.isDetailed && chance(0.3)) await say((store) => lineConnects(store, { interactionId }));
    if (isPreparing) at(behaviour.connectMs(random) + 1_000, () => joins(interactionId, party));
    else await say((store) => connected(store, { interactionId }));
  }

  /** An agent has the customer, or the colleague who wants to give him the customer. */
  function talk(interaction: Interaction, party: Party): void {
    const { id, kind } = interaction;
    const isThere = (): boolean => now(id)?.parties.some((one) => one.id === party.id && one.leftMs === null) === true;
    const whileThere = (delayMs: number, run: () => Promise<unknown>): void => { at(delayMs, async () => { if (isThere()) await run(); }); };
    const underway = interaction.transfers.findLast((one) => one.state === 'connected');
    if (underway?.kind === 'warm' && interaction.agentId !== party.agentId) {
      whileThere(between(2_000, 20_000), () => (chance(0.8) ? say((store) => completeTransfer(store, { interactionId: id })) : say((store) => cancelTransfer(store, { interactionId: id }))));
    }
    const handleMs = behaviour.handleMs(random, kind);
    whileThere(handleMs, () => finish(id, party.agentId!));
    if (!behaviour.isDetailed) return;
    if (kind === 'chat') chatter(id, party, handleMs, whileThere);
    else if (chance(behaviour.holds)) {
      whileThere(handleMs * 0.2, () => plain(id, { type: 'hold', agentId: party.agentId! }));
      whileThere(handleMs * 0.4, () => plain(id, { type: 'resume', agentId: party.agentId! }));
    }
    if (chance(behaviour.joins)) {
      const helper = 1 + Math.floor(random() * world.agents.size);
      whileThere(handleMs * 0.3, () => plain(id, { type: 'join', agentId: helper, role: chance(0.5) ? 'barge' : 'monitor' }));
      whileThere(handleMs * 0.8, () => plain(id, { type: 'leave', agentId: helper }));
    }
    if (chance(behaviour.transfers)) whileThere(handleMs * 0.6, () => passOn(id, party.agentId!));
  }

  function chatter(id: number, party: Party, handleMs: number, whileThere: (delayMs: number, run: () => Promise<unknown>) => void): void {
    const isSilent = chance(behaviour.customerFallsSilent);
    for (const [share, by] of [[0.1, 'customer'], [0.2, 'agent'], [0.5, 'customer'], [0.7, 'agent']] as const) {
      if (isSilent && share > 0.2 && by === 'customer') continue;
      whileThere(handleMs * share, () => say((store) => chatMessage(store, { interactionId: id, by, ...(by === 'agent' && { agentId: party.agentId! }) })));
    }
  }

  async function passOn(interactionId: number, byAgentId: number): Promise<void> {
    const interaction = now(interactionId)!;
    const kind = chance(0.5) ? 'cold' : 'warm';
    const to = chance(0.5) ? { agentId: 1 + Math.floor(random() * world.agents.size) } : { queueId: pickQueue(interaction.kind) };
    await sayOf((store) => transfer(store, { interactionId, byAgentId, kind, to }));
  }

  /** One of the two has nothing more to say. A transfer that hangs is called off first. */
  async function finish(interactionId: number, agentId: number): Promise<void> {
    const interaction = now(interactionId);
    if (interaction === undefined || isEnded(interaction)) return;
    if (interaction.agentId !== agentId) {
      at(between(5_000, 30_000), () => finish(interactionId, agentId));
      return;
    }
    if (behaviour.isDetailed && chance(0.5)) await plain(interactionId, { type: 'dispose', agentId, code: 'done' });
    if (chance(behaviour.surveys)) {
      await plain(interactionId, { type: 'event-starts', event: 'csat' });
      at(between(2_000, 10_000), async () => { await plain(interactionId, { type: 'event-ends', outcome: chance(0.7) ? 'finished' : 'abandoned' }); });
      at(60_000, async () => { if (now(interactionId) !== undefined && !isEnded(now(interactionId)!)) await sayOf((store) => endInteraction(store, { interactionId, by: 'customer' })); });
      return;
    }
    const ended = await sayOf((store) => endInteraction(store, { interactionId, by: chance(0.5) ? 'customer' : 'agent' }));
    if (ended === null) at(between(5_000, 10_000), () => finish(interactionId, agentId));
  }

  function offered(offer: Offer): void {
    const { id: offerId, agentId } = offer;
    const roll = random();
    const { ignores, rejects, bounces } = behaviour;
    if (roll < ignores) return;
    at(behaviour.pickUpMs(random), async () => {
      if (roll < ignores + rejects) await sayOf((store) => refuseOffer(store, { offerId, agentId, as: 'rejected' }));
      else if (roll < ignores + rejects + bounces) await sayOf((store) => refuseOffer(store, { offerId, agentId, as: 'bounced' }));
      else await sayOf((store) => house.pickUp(store, { offerId, agentId }));
    });
  }

  function agentChanged(before: AgentWork, after: AgentWork): void {
    const { agentId } = after;
    if (after.statusId === statusIds.missedCall && before.statusId !== statusIds.missedCall) backLater(agentId, between(5_000, 60_000));
    if (after.wrapUpUntilMs !== null && before.wrapUpUntilMs === null && chance(0.5)) at(between(1_000, 20_000), async () => { await say((store) => endWrapUp(store, { agentId })); });
    if (!after.isOnline && before.isOnline) at(between(10_000, 300_000), () => returns(agentId));
  }

  async function returns(agentId: number): Promise<void> {
    if (world.agents.get(agentId)!.isOnline) return;
    const untilOnMs = house.isOver() ? 0 : offFor(agentId, house.nowMs());
    if (untilOnMs > 0) {
      at(untilOnMs, () => returns(agentId));
      return;
    }
    await say((store) => comeOnline(store, { agentId, statusId: statusIds.available }));
    if (!world.agents.get(agentId)!.isOnline) at(5_000, () => returns(agentId));
  }

  function backLater(agentId: number, delayMs: number): void {
    at(delayMs, async () => {
      await say((store) => chooseStatus(store, { agentId, statusId: statusIds.available }));
      const { statusId } = world.agents.get(agentId)!;
      if (statusId === statusIds.missedCall || statusId === statusIds.break) backLater(agentId, 5_000);
    });
  }

  /** How long the agent is still off at an instant; 0: his shift runs. Each begins a little later than the one before him. */
  function offFor(agentId: number, atMs: number): number {
    const { shifts = null } = plan;
    if (shifts === null) return 0;
    const cycleMs = shifts.onMs + shifts.offMs;
    const inCycle = (atMs - startMs + Math.floor((agentId - 1) * cycleMs / world.agents.size)) % cycleMs;
    return inCycle < shifts.onMs ? 0 : cycleMs - inCycle;
  }

  /** At the end of his shift he goes home, whatever he has in hand: the harder case. */
  function goHome(agentId: number): void {
    const { shifts = null } = plan;
    if (shifts === null) return;
    const offMs = offFor(agentId, house.nowMs());
    const cycleMs = shifts.onMs + shifts.offMs;
    const inCycle = (house.nowMs() - startMs + Math.floor((agentId - 1) * cycleMs / world.agents.size)) % cycleMs;
    at(offMs > 0 ? 0 : shifts.onMs - inCycle, async () => {
      if (house.isOver()) return;
      await say((store) => agentVanishes(store, { agentId }));
      at(Math.max(1_000, offFor(agentId, house.nowMs())), async () => { goHome(agentId); });
    });
  }

  /** Somebody who supervises gives the oldest of a queue to a person. */
  function superviseNow(): void {
    if (!behaviour.isDetailed) return;
    at(-Math.log(1 - random()) * 120_000, async () => {
      if (house.isOver()) return;
      const queues = [...world.queues.keys()];
      const first = world.waiting.get(queues[Math.floor(random() * queues.length)]!)!.first() ?? [...world.entries.values()][0];
      const toAgentId = 1 + Math.floor(random() * world.agents.size);
      if (first) await sayOf((store) => handOver(store, { interactionId: first.interactionId, toAgentId, note: 'A good customer' }));
      superviseNow();
    });
  }

  function vanishNow(): void {
    if (faults.vanishesPerHour === 0) return;
    at(-Math.log(1 - random()) * 3_600_000 / faults.vanishesPerHour, async () => {
      if (house.isOver()) return;
      const agentId = 1 + Math.floor(random() * world.agents.size);
      await say((store) => agentVanishes(store, { agentId }));
      vanishNow();
    });
  }

  function takeBreak(): void {
    if (behaviour.breaksPerAgentHour === 0) return;
    at(-Math.log(1 - random()) * 3_600_000 / (behaviour.breaksPerAgentHour * world.agents.size), async () => {
      if (house.isOver()) return;
      const agentId = 1 + Math.floor(random() * world.agents.size);
      if (world.agents.get(agentId)!.isOnline) {
        if (chance(0.6)) {
          await say((store) => chooseStatus(store, { agentId, statusId: statusIds.break }));
          backLater(agentId, between(30_000, 300_000));
        } else if (chance(0.5)) await turnOff(agentId);
        else await dial(agentId);
      }
      takeBreak();
    });
  }

  async function turnOff(agentId: number): Promise<void> {
    await say((store) => changeReadiness(store, { agentId, takesCalls: false }));
    const on = (): void => {
      at(between(20_000, 120_000), async () => {
        await say((store) => changeReadiness(store, { agentId, takesCalls: true }));
        if (!world.agents.get(agentId)!.takesCalls) on();
      });
    };
    on();
  }

  /** He calls somebody; where he may not now, the call that was begun is given up. */
  async function dial(agentId: number): Promise<void> {
    const id = await house.newInteraction((newId) => startInteraction(
      { id: newId, kind: 'call', conversationId: newId, direction: 'out', entry: 'dial', lang: 'en', contactId: null }, house.nowMs(), world.nextId));
    await say((store) => takeDirectly(store, { interactionId: id, agentId }));
    at(30_000, async () => { if (now(id)?.state === 'selecting') await sayOf((store) => endInteraction(store, { interactionId: id, by: 'agent' })); });
  }

  return { begin: () => { vanishNow(); takeBreak(); superviseNow(); for (const agentId of world.agents.keys()) goHome(agentId); }, arrive, offered, changed, agentChanged };
}
