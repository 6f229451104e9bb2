import assert from 'node:assert/strict';
import test from 'node:test';
import { statusIds } from '#core/presence/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { openSmallFloor } from '#testkit/routing/small-floor.ts';
import { queueRules } from '#testkit/routing/simulation/plan.ts';
import {
  agentVanishes, botTakes, cancelTransfer, changeReadiness, chatMessage, chooseStatus, comeOnline, completeTransfer, connected, endInteraction, endWrapUp, enter, escalate, lineConnects, pickUp, plainAct, refuseOffer, takeDirectly, transfer,
  type Offer,
} from './index.ts';

const isConflict = (key: string) => (error: unknown): boolean => error instanceof CoreError && error.code === 'conflict' && error.key === key;
const both = [{ agentId: 1 }, { agentId: 2 }];
const inQueue = (queueId: number, ...levels: readonly number[]) => levels.map((level, at) => ({ queueId, agentId: at + 1, level }));
const first = (offers: readonly Offer[]): Offer => offers[0] ?? assert.fail('nothing is offered');

test('deltacast asks the longest idle of the lowest level, one at a time, and says why', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 2, 1, 1), agents: [{ agentId: 1 }, { agentId: 2, idleSinceMs: Date.UTC(2026, 0, 5, 8, 50) }, { agentId: 3, idleSinceMs: Date.UTC(2026, 0, 5, 8, 40) }] });
  const { id } = await floor.enter(1);
  const offer = first(floor.ringing({ interactionId: id }));
  assert.equal(offer.agentId, 3);
  assert.deepEqual([offer.mode, offer.isExclusive, offer.reason.rule, offer.reason.level, offer.reason.readyAgents], ['deltacast', true, 'longest-idle', 1, 3]);
  assert.equal(floor.ringing({ interactionId: id }).length, 1);
});

test('who misses a call is in Missed Call until he says otherwise, and the call goes to the next', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { offerSeconds: 15 })], members: inQueue(1, 1, 1), agents: both });
  const { id } = await floor.enter(1);
  await floor.wait(14.9);
  assert.equal(first(floor.ringing({ interactionId: id })).agentId, 1);
  await floor.wait(0.1);
  assert.equal(first(floor.ringing({ interactionId: id })).agentId, 2);
  assert.equal(floor.agent(1).statusId, statusIds.missedCall);
  assert.equal(floor.world.entries.get(id)?.attempts, 1);
  await floor.wait(15);
  assert.deepEqual(floor.ringing({ interactionId: id }), []);
  await floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ interactionId: id })).agentId, 1, 'it is offered again as soon as somebody is ready');
});

test('a rejected call goes to others, and to who rejected it only when the time of his offer is over', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const { id } = await floor.enter(1);
  await floor.wait(5);
  await floor.run((store) => refuseOffer(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1, as: 'rejected' }));
  assert.deepEqual(floor.ringing({ agentId: 1 }), []);
  assert.equal(floor.agent(1).statusId, statusIds.available);
  const other = await floor.enter(1);
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, other.id, 'he is asked for the next one meanwhile');
  await floor.run((store) => endInteraction(store, { interactionId: other.id, by: 'customer' }));
  await floor.wait(15);
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, id);
});

test('of those who are asked together the first has it; a late pick-up changes nothing but the log', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { mode: 'multicast' })], members: inQueue(1, 1, 1), agents: both });
  const { id } = await floor.enter(1);
  const [one, two] = floor.ringing({ interactionId: id });
  assert.deepEqual([one!.isExclusive, two!.isExclusive, floor.agent(1).load], [false, false, 0]);
  const won = await floor.run((store) => pickUp(store, { offerId: two!.id, agentId: 2 }));
  assert.equal(won.outcome, 'picked-up');
  const late = await floor.run((store) => pickUp(store, { offerId: one!.id, agentId: 1 }));
  assert.deepEqual([late.outcome, late.state], ['late', 'withdrawn']);
  assert.equal(floor.interaction(id).agentId, 2);
  assert.equal(floor.agent(1).calls, 0);
  const again = await floor.run((store) => pickUp(store, { offerId: two!.id, agentId: 2 }));
  assert.equal(again.outcome, 'picked-up', 'said twice it is the same pick-up');
  assert.equal(floor.agent(2).calls, 1);
});

test('an offer of somebody else is not found', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1, 1), agents: both });
  await floor.enter(1);
  const offer = first(floor.ringing({ agentId: 1 }));
  await assert.rejects(floor.run((store) => pickUp(store, { offerId: offer.id, agentId: 2 })), { code: 'not-found' });
});

test('a cascade asks its groups in turn, and passes over one in which nobody is ready', async () => {
  const floor = openSmallFloor({
    queues: [queueRules(1, { mode: 'cascade', cascadeSeconds: 10, offerSeconds: 60 })], members: inQueue(1, 1, 2, 3), agents: [{ agentId: 1 }, { agentId: 2, statusId: statusIds.break }, { agentId: 3 }],
  });
  const { id } = await floor.enter(1);
  const asked = (): number[] => floor.ringing({ interactionId: id }).map((offer) => offer.agentId);
  assert.deepEqual(asked(), [1]);
  await floor.wait(10);
  assert.deepEqual(asked(), [1], 'the second group is open, and nobody in it is ready');
  await floor.run((store) => chooseStatus(store, { agentId: 2, statusId: statusIds.available }));
  assert.deepEqual(asked(), [1, 2]);
  await floor.wait(10);
  assert.deepEqual(asked(), [1, 2, 3]);
  assert.deepEqual(floor.interaction(id).detail.castings?.map((casting) => casting.group), [1, 2, 3]);
  const idle = openSmallFloor({ queues: [queueRules(1, { mode: 'cascade' })], members: inQueue(1, 1, 2), agents: [{ agentId: 1, statusId: statusIds.meal }, { agentId: 2 }] });
  const soon = await idle.enter(1);
  assert.deepEqual(idle.ringing({ interactionId: soon.id }).map((offer) => offer.agentId), [2]);
});

test('the agent whom the customer had last is asked first where the queue is sticky', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { isSticky: true, mode: 'multicast' })], members: inQueue(1, 1, 1, 1), agents: [...both, { agentId: 3 }] });
  const { id } = await floor.enter(1, { preferredAgentId: 3 });
  const offer = first(floor.ringing({ interactionId: id }));
  assert.deepEqual([offer.agentId, offer.isExclusive, offer.reason.rule], [3, true, 'sticky']);
  await floor.wait(20);
  assert.deepEqual(floor.ringing({ interactionId: id }).map((one) => [one.agentId, one.reason.rule]), [[1, 'all-ready'], [2, 'all-ready']]);
});

test('a call fills an agent, three chats do, and chats go to who has the fewest', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { kind: 'chat' }), queueRules(2)], members: [...inQueue(1, 1, 1), ...inQueue(2, 1, 1)], agents: both });
  const takeChat = async (): Promise<number> => {
    const { id } = await floor.enter(1);
    const offer = first(floor.ringing({ interactionId: id }));
    await floor.run((store) => pickUp(store, { offerId: offer.id, agentId: offer.agentId }));
    return offer.agentId;
  };
  assert.deepEqual([await takeChat(), await takeChat(), await takeChat(), await takeChat()], [1, 2, 1, 2]);
  assert.deepEqual([floor.agent(1).statusId, floor.agent(1).load, floor.agent(1).chats], [statusIds.inChat, 4, 2]);
  const call = await floor.enter(2);
  assert.deepEqual(floor.ringing({ interactionId: call.id }), [], 'no room for a call beside a chat');
  assert.deepEqual([await takeChat(), await takeChat()], [1, 2]);
  const chat = await floor.enter(1);
  assert.deepEqual(floor.ringing({ interactionId: chat.id }), []);
});

test('of two queues the one with the higher priority goes first, and a higher priority goes first in a queue', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1), queueRules(2, { priority: 5 })], members: [...inQueue(1, 1), ...inQueue(2, 1)], agents: [{ agentId: 1, statusId: statusIds.break }] });
  await floor.enter(1);
  await floor.wait(1);
  await floor.enter(2);
  const urgent = await floor.enter(2, { priority: 9 });
  await floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, urgent.id);
});

test('where a queue ages, a step of priority is a head start and no more', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { agingSeconds: 60 })], members: inQueue(1, 1), agents: [{ agentId: 1, statusId: statusIds.break }] });
  const old = await floor.enter(1);
  await floor.wait(61);
  await floor.enter(1, { priority: 1 });
  await floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, old.id);
});

test('outside hours and over capacity the queue does what it says, and a call back comes to the line at its old place', async () => {
  let isClosed = true;
  const floor = openSmallFloor({
    queues: [queueRules(1, { calendarId: 1, afterHours: { action: 'callback' } }), queueRules(2, { afterHours: { action: 'queue', queueId: 3 }, calendarId: 1 }), queueRules(3), queueRules(4, { waitingMax: 1, overCapacity: { action: 'voicemail' } }), queueRules(5, { calendarId: 1, afterHours: { action: 'schedule' } })],
    members: inQueue(1, 1), agents: [{ agentId: 1, statusId: statusIds.break }], phase: (queue) => (queue.calendarId !== null && isClosed ? 'closed' : 'open'),
  });
  const late = await floor.enter(1);
  assert.deepEqual([late.entered.outcome, late.entered.cause, floor.interaction(late.id).state], ['deflected', 'after-hours', 'scheduled']);
  const hung = await floor.run((store) => endInteraction(store, { interactionId: late.id, by: 'customer' }));
  assert.equal(hung.outcome, 'put-off', 'hanging up is how a call back begins');
  const moved = await floor.enter(2);
  assert.deepEqual([moved.entered.outcome, floor.interaction(moved.id).queueId, floor.interaction(moved.id).detail.deflection], ['waits', 3, 'after-hours']);
  await floor.enter(4);
  const full = await floor.enter(4);
  assert.deepEqual([full.entered.action, floor.interaction(full.id).state], ['voicemail', 'voicemail']);
  const asks = await floor.enter(5);
  assert.deepEqual([asks.entered.outcome, floor.interaction(asks.id).state], ['asks-time', 'selecting']);
  await floor.wait(3600);
  assert.equal(floor.interaction(late.id).state, 'scheduled', 'it is not called while the queue is closed');
  isClosed = false;
  await floor.wait(300);
  assert.equal(floor.interaction(late.id).state, 'queued');
});

test('a bot answers in front of the queue, and the hours count when it gives the work to people', async () => {
  let isClosed = false;
  const floor = openSmallFloor({ queues: [queueRules(1, { kind: 'chat', botName: 'Robin', calendarId: 1, afterHours: { action: 'message', text: 'closed' } })], members: inQueue(1, 1), agents: [{ agentId: 1 }], phase: () => (isClosed ? 'closed' : 'open') });
  const one = await floor.enter(1);
  assert.deepEqual([one.entered.outcome, floor.interaction(one.id).state], ['bot', 'bot']);
  await floor.run((store) => escalate(store, { interactionId: one.id, reason: 'by-customer' }));
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, one.id);
  const two = await floor.enter(1);
  isClosed = true;
  const refused = await floor.run((store) => escalate(store, { interactionId: two.id, reason: 'by-customer' }));
  assert.deepEqual([refused.outcome, floor.interaction(two.id).state], ['deflected', 'deflected']);
  assert.equal(floor.interaction(two.id).spans.find((span) => span.type === 'bot')?.detail.deflection, 'after-hours');
});

test('who waited too long goes where the queue says, but not while somebody is being asked', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { waitSecondsMax: 10, waitedTooLong: { action: 'queue', queueId: 2 } }), queueRules(2)], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const rings = await floor.enter(1);
  const waits = await floor.enter(1);
  await floor.wait(10);
  assert.equal(floor.interaction(waits.id).queueId, 2);
  assert.equal(floor.interaction(rings.id).queueId, 1);
  await floor.wait(11);
  assert.equal(floor.interaction(rings.id).queueId, 2);
});

test('after a call the agent wraps up for the seconds of the queue, or until he says he is done', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 30 })], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const talk = async (): Promise<number> => {
    const { id } = await floor.enter(1);
    await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
    await floor.run((store) => connected(store, { interactionId: id }));
    assert.equal(floor.agent(1).statusId, statusIds.inCall);
    await floor.run((store) => endInteraction(store, { interactionId: id, by: 'customer' }));
    assert.deepEqual([floor.agent(1).statusId, floor.agent(1).load], [statusIds.wrapUp, 0]);
    await floor.run((store) => plainAct(store, { interactionId: id, act: { type: 'dispose', agentId: 1, code: 'sale' } }));
    return id;
  };
  const one = await talk();
  const next = await floor.enter(1);
  assert.deepEqual(floor.ringing({ agentId: 1 }), [], 'nobody is asked while he wraps up');
  await floor.wait(30);
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, next.id);
  await floor.run((store) => endInteraction(store, { interactionId: next.id, by: 'customer' }));
  assert.equal(floor.interaction(one).parties.find((party) => party.agentId === 1)?.state, 'finished');
  await talk();
  await floor.run((store) => endWrapUp(store, { agentId: 1 }));
  assert.equal(floor.agent(1).statusId, statusIds.available);
});

test('a status that is chosen in a call takes effect when the call is over, and automatic ones are refused', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0 })], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.meal }));
  assert.deepEqual([floor.agent(1).statusId, floor.agent(1).resumeStatusId], [statusIds.inCall, statusIds.meal]);
  await floor.run((store) => endInteraction(store, { interactionId: id, by: 'agent' }));
  assert.deepEqual([floor.agent(1).statusId, floor.agent(1).resumeStatusId], [statusIds.meal, null]);
  await assert.rejects(floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.inCall })), { code: 'invalid' });
});

test('when an agent vanishes what rings goes on, and his customers wait again at the place that they had', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1), queueRules(2, { kind: 'chat' })], members: [...inQueue(1, 1), ...inQueue(2, 1, 1)], agents: [{ agentId: 1, capacity: 2 }, { agentId: 2, statusId: statusIds.break, capacity: 2 }] });
  const chat = await floor.enter(2);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.wait(60);
  const later = await floor.enter(2);
  await floor.run((store) => agentVanishes(store, { agentId: 1 }));
  assert.deepEqual([floor.agent(1).statusId, floor.agent(1).isOnline, floor.agent(1).load, floor.agent(1).chats], [statusIds.offline, false, 0, 0]);
  assert.deepEqual([chat.id, later.id].map((id) => floor.interaction(id).state), ['queued', 'queued']);
  assert.equal(floor.interaction(chat.id).parties.find((party) => party.agentId === 1)?.state, 'failed');
  await floor.run((store) => chooseStatus(store, { agentId: 2, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ agentId: 2 })).interactionId, chat.id);
  await floor.run((store) => comeOnline(store, { agentId: 1, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, later.id);
});

test('a cold transfer to a colleague who does not take it comes back to the queue, a warm one to who began it', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0 })], members: inQueue(1, 1), agents: [...both] });
  const talk = async (): Promise<number> => {
    const { id } = await floor.enter(1);
    await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
    await floor.run((store) => connected(store, { interactionId: id }));
    return id;
  };
  const id = await talk();
  await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'warm', to: { agentId: 2 } }));
  assert.equal(first(floor.ringing({ agentId: 2 })).reason.rule, 'asked-for');
  await floor.run((store) => refuseOffer(store, { offerId: first(floor.ringing({ agentId: 2 })).id, agentId: 2, as: 'rejected' }));
  assert.deepEqual([floor.interaction(id).agentId, floor.interaction(id).state, floor.interaction(id).transfers[0]?.state], [1, 'connected', 'failed']);
  await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'cold', to: { agentId: 2 } }));
  assert.equal(floor.agent(1).calls, 0);
  await floor.wait(30);
  assert.equal(floor.agent(2).statusId, statusIds.missedCall);
  assert.equal(first(floor.ringing({ interactionId: id })).agentId, 1, 'the queue that it came from offers it again');
});

test('a warm transfer that is answered is completed or called off', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0 }), queueRules(2, { wrapUpSeconds: 0 })], members: [...inQueue(1, 1), { queueId: 2, agentId: 2, level: 1 }], agents: both });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  const ask = async (): Promise<void> => {
    await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'warm', to: { queueId: 2 } }));
    await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 2 })).id, agentId: 2 }));
    await floor.run((store) => connected(store, { interactionId: id }));
    assert.deepEqual([floor.agent(1).calls, floor.agent(2).calls], [1, 1]);
  };
  await ask();
  await floor.run((store) => cancelTransfer(store, { interactionId: id }));
  assert.deepEqual([floor.agent(1).calls, floor.agent(2).calls, floor.interaction(id).agentId], [1, 0, 1]);
  await ask();
  await floor.run((store) => completeTransfer(store, { interactionId: id }));
  assert.deepEqual([floor.agent(1).calls, floor.agent(2).calls, floor.interaction(id).agentId], [0, 1, 2]);
});

test('a transfer is refused where nobody could take it, and changes nothing', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1), queueRules(2, { calendarId: 1, afterHours: { action: 'end' } }), queueRules(3, { kind: 'chat' })], members: inQueue(1, 1), agents: [{ agentId: 1 }, { agentId: 2, statusId: statusIds.meal }], phase: (queue) => (queue.calendarId === null ? 'open' : 'closed') });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  const before = floor.interaction(id);
  const to = (target: { agentId: number } | { queueId: number }) => floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'cold', to: target }));
  await assert.rejects(to({ agentId: 2 }), isConflict('agent-not-free'));
  await assert.rejects(to({ queueId: 2 }), isConflict('queue-takes-nothing'));
  await assert.rejects(to({ queueId: 3 }), isConflict('queue-other-kind'));
  assert.equal(floor.interaction(id), before);
});

test('a call that is not joined in time has failed, and a warm transfer is called off', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { beforeWorkSeconds: 5 })], members: inQueue(1, 1), agents: both, settings: { connectSeconds: 45, chatSilenceSeconds: null } });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  assert.equal(floor.interaction(id).state, 'assigned');
  await floor.wait(5);
  assert.equal(floor.interaction(id).state, 'connecting');
  await floor.wait(45);
  assert.deepEqual([floor.interaction(id).state, floor.interaction(id).failReason, floor.agent(1).calls], ['failed', 'connection-timeout', 0]);
});

test('a chat in which the customer does not answer any more ends without response', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { kind: 'chat' })], members: inQueue(1, 1), agents: [{ agentId: 1 }], settings: { connectSeconds: 45, chatSilenceSeconds: 60 } });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => chatMessage(store, { interactionId: id, by: 'agent', agentId: 1 }));
  await floor.wait(59);
  await floor.run((store) => chatMessage(store, { interactionId: id, by: 'customer' }));
  await floor.wait(600);
  assert.equal(floor.interaction(id).state, 'assigned', 'a customer who waits for the agent is not silent');
  await floor.run((store) => chatMessage(store, { interactionId: id, by: 'agent', agentId: 1 }));
  await floor.wait(60);
  assert.equal(floor.interaction(id).state, 'no-response');
});

test('an agent dials out when his hands are free and nothing rings', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const { id: waiting } = await floor.enter(1);
  const out = await floor.begin('call', { direction: 'out' });
  await assert.rejects(floor.run((store) => takeDirectly(store, { interactionId: out, agentId: 1 })), isConflict('offer-first'));
  await floor.run((store) => refuseOffer(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1, as: 'rejected' }));
  await floor.run((store) => takeDirectly(store, { interactionId: out, agentId: 1 }));
  assert.deepEqual([floor.agent(1).calls, floor.agent(1).statusId, floor.interaction(out).state], [1, statusIds.inCall, 'connecting']);
  assert.equal(floor.interaction(waiting).state, 'queued');
});

test('who turns a kind off while it rings has rejected it', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1, 1), agents: both });
  const { id } = await floor.enter(1);
  await floor.run((store) => changeReadiness(store, { agentId: 1, takesCalls: false }));
  assert.equal(first(floor.ringing({ interactionId: id })).agentId, 2);
  assert.equal(floor.agent(1).load, 0);
});

test('a second hang-up, and one after the pick-up was lost, change nothing more', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const { id } = await floor.enter(1);
  await floor.run((store) => endInteraction(store, { interactionId: id, by: 'customer' }));
  const after = floor.interaction(id);
  assert.equal((await floor.run((store) => endInteraction(store, { interactionId: id, by: 'customer' }))).outcome, 'over');
  assert.equal(floor.interaction(id), after);
  assert.deepEqual([after.state, after.failReason, floor.agent(1).load], ['failed', 'customer-abandoned', 0]);
});

/** Agent 1 has a call of queue 1. */
async function talking(floor: ReturnType<typeof openSmallFloor>): Promise<number> {
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  return id;
}

test('a transfer waits for a colleague who is busy, and is his next work when he is free, before all that waits in his queues', async () => {
  for (const kind of ['cold', 'warm'] as const) {
    const floor = openSmallFloor({
      queues: [queueRules(1, { wrapUpSeconds: 0, transferWaitSeconds: 60, directSeconds: 12 }), queueRules(2, { wrapUpSeconds: 0 })], members: [...inQueue(1, 1), { queueId: 2, agentId: 2, level: 1 }], agents: both,
    });
    const id = await talking(floor);
    const busy = await floor.enter(2);
    await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 2 })).id, agentId: 2 }));
    await floor.run((store) => connected(store, { interactionId: busy.id }));
    const { offer } = await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind, to: { agentId: 2 } }));
    assert.deepEqual([offer, floor.ringing({ interactionId: id })], [null, []]);
    const behind = await floor.enter(2);
    await floor.wait(20);
    await floor.run((store) => endInteraction(store, { interactionId: busy.id, by: 'customer' }));
    const rings = first(floor.ringing({ agentId: 2 }));
    assert.deepEqual([rings.interactionId, rings.reason.rule, (rings.expiresMs - rings.offeredMs) / 1000], [id, 'asked-for', 12]);
    await floor.run((store) => pickUp(store, { offerId: rings.id, agentId: 2 }));
    await floor.run((store) => connected(store, { interactionId: id }));
    if (kind === 'warm') await floor.run((store) => completeTransfer(store, { interactionId: id }));
    assert.deepEqual([floor.interaction(id).agentId, floor.interaction(id).state, floor.interaction(id).transfers[0]?.state, floor.interaction(behind.id).state], [2, 'connected', 'finished', 'queued']);
  }
});

test('a colleague who does not become free in time: the customer is back in his queue at his place, or with the first agent', async () => {
  const open = () => openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0, transferWaitSeconds: 30 })], members: inQueue(1, 1), agents: [{ agentId: 1 }, { agentId: 2, statusId: statusIds.meal }] });
  const cold = open();
  const id = await talking(cold);
  await cold.wait(1);
  const later = await cold.enter(1);
  await cold.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'cold', to: { agentId: 2 } }));
  assert.equal(first(cold.ringing({ agentId: 1 })).interactionId, later.id);
  await cold.run((store) => refuseOffer(store, { offerId: first(cold.ringing({ agentId: 1 })).id, agentId: 1, as: 'rejected' }));
  await cold.wait(29);
  assert.equal(cold.world.entries.has(id), false);
  await cold.wait(2);
  const [mine, theirs] = [cold.world.entries.get(id), cold.world.entries.get(later.id)];
  assert.ok(mine && theirs && mine.rankAtMs < theirs.rankAtMs, 'before who came after him');
  const warm = open();
  const second = await talking(warm);
  await warm.run((store) => transfer(store, { interactionId: second, byAgentId: 1, kind: 'warm', to: { agentId: 2 } }));
  await warm.wait(31);
  assert.deepEqual([warm.interaction(second).agentId, warm.interaction(second).state, warm.interaction(second).transfers[0]?.state], [1, 'connected', 'failed']);
});

test('a transfer that waits for somebody ends with the customer, with its canceller and with the first agent, and leaves no timer', async () => {
  const ends: readonly ((floor: ReturnType<typeof openSmallFloor>, id: number) => Promise<unknown>)[] = [
    (floor, id) => floor.run((store) => endInteraction(store, { interactionId: id, by: 'customer' })),
    (floor, id) => floor.run((store) => cancelTransfer(store, { interactionId: id })),
    (floor) => floor.run((store) => agentVanishes(store, { agentId: 1 })),
  ];
  for (const end of ends) {
    for (const kind of ['cold', 'warm'] as const) {
      const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0, transferWaitSeconds: 600 })], members: inQueue(1, 1), agents: [{ agentId: 1 }, { agentId: 2, statusId: statusIds.meal }] });
      const id = await talking(floor);
      await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind, to: { agentId: 2 } }));
      await end(floor, id);
      const isColdVanish = kind === 'cold' && end === ends[2]; // he has nothing to do with it any more
      assert.equal(floor.world.awaiting.has(id), isColdVanish);
    }
  }
});

test('a supervisor who calls off a cold transfer to one person leaves the customer in the queue, not in nobody\'s hand', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { wrapUpSeconds: 0 })], members: inQueue(1, 1), agents: both });
  const id = await talking(floor);
  await floor.run((store) => chooseStatus(store, { agentId: 1, statusId: statusIds.meal }));
  await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'cold', to: { agentId: 2 } }));
  await floor.run((store) => cancelTransfer(store, { interactionId: id }));
  assert.deepEqual([floor.ringing({ agentId: 2 }), floor.world.entries.get(id)?.queueId, floor.interaction(id).transfers[0]?.state], [[], 1, 'cancelled']);
});

test('nobody waits for a colleague who is not connected, and without the setting for nobody', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { transferWaitSeconds: 60 })], members: inQueue(1, 1), agents: [{ agentId: 1 }, { agentId: 2, isOnline: false, statusId: statusIds.offline }] });
  const id = await talking(floor);
  const before = floor.interaction(id);
  for (const agentId of [2, 3]) await assert.rejects(floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'cold', to: { agentId } })), isConflict('agent-not-free'));
  assert.equal(floor.interaction(id), before);
});

test('a bot of the line takes who is still in the menus, once, and nobody else', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  const id = await floor.begin();
  await floor.run((store) => botTakes(store, { interactionId: id, botName: 'Robi' }));
  const taken = floor.interaction(id);
  await floor.run((store) => botTakes(store, { interactionId: id, botName: 'Robi' }));
  assert.deepEqual([taken.state, floor.interaction(id)], ['bot', taken]);
  await floor.run((store) => escalate(store, { interactionId: id, queueId: 1, reason: 'asked' }));
  assert.equal(floor.interaction(id).state, 'queued');
  await assert.rejects(floor.run((store) => botTakes(store, { interactionId: id, botName: 'Robi' })), isConflict('interaction-state'));
});

test('a line that joins the two while the agent still prepares ends his preparing, and the time for joining runs from then', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { beforeWorkSeconds: 30 })], members: inQueue(1, 1), agents: [{ agentId: 1 }], settings: { connectSeconds: 20, chatSilenceSeconds: null } });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => lineConnects(store, { interactionId: id }));
  assert.equal(floor.interaction(id).state, 'connecting');
  await floor.wait(20);
  assert.deepEqual([floor.interaction(id).state, floor.interaction(id).failReason], ['failed', 'connection-timeout']);
});

test('a queue says after how long it calls back, and how often a closed one is looked at', async () => {
  let phase: 'open' | 'closed' = 'closed';
  const floor = openSmallFloor({
    queues: [queueRules(1, { calendarId: 1, afterHours: { action: 'callback' }, callbackSeconds: 200, closedAgainSeconds: 1_000 })], members: inQueue(1, 1), agents: [{ agentId: 1 }], phase: () => phase,
  });
  const { id } = await floor.enter(1);
  await floor.wait(199);
  phase = 'open';
  assert.equal(floor.interaction(id).state, 'scheduled');
  phase = 'closed';
  await floor.wait(2);
  phase = 'open';
  await floor.wait(998);
  assert.equal(floor.interaction(id).state, 'scheduled');
  await floor.wait(2);
  assert.equal(first(floor.ringing({ agentId: 1 })).interactionId, id);
});

test('what waits is counted only where a queue has a limit', async () => {
  const counted: number[] = [];
  const enterCounting = async (floor: ReturnType<typeof openSmallFloor>, queueId: number): Promise<void> => {
    const id = await floor.begin();
    await floor.run((store) => enter({ ...store, countWaiting: (of) => { counted.push(of); return store.countWaiting(of); } }, { interactionId: id, queueId }));
  };
  const floor = openSmallFloor({ queues: [queueRules(1), queueRules(2, { waitingMax: 3, overCapacity: { action: 'end' } })], members: inQueue(1, 1), agents: [{ agentId: 1 }] });
  await enterCounting(floor, 1);
  await enterCounting(floor, 2);
  assert.deepEqual(counted, [2]);
});
