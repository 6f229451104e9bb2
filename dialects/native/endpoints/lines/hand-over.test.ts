import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { statusIds } from '#core/presence/index.ts';
import { createQueue } from '#core/queues/index.ts';
import { bringAgentOnline } from '#core/routing/index.ts';
import type { ReplyClock } from '../../schemas/reply-clock.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Line { id: number; state: string; conversationId: number }
interface Offer { id: number; interactionId: number; mode: string; why: { rule: string; note: string | null } }

let desk: NativeDesk;
let call: Line;
before(async () => {
  desk = await openNative();
  const { id: queueId } = await desk.database.withAccount(desk.accountId, (tx) => createQueue(tx, desk.act, { kind: 'call', name: 'Nobody', wrapUpSeconds: 0 }));
  await bringAgentOnline((work) => desk.database.withAccount(desk.accountId, work), desk.act, { agentId: desk.agentId, statusId: statusIds.available });
  call = (await desk.ask<Line>('POST', '/calls', { providerRef: 'one', to: '+4930555', queueId })).body;
});
after(() => desk.close());
const hand = (body: object, token?: string, id = call.id, kind = 'calls') => desk.ask('POST', `/${kind}/${id}/hand-over`, body, token);

test('403, 404, 422: who may not supervise, what is not there or another account\'s, no reason', async () => {
  const good = { toAgentId: desk.agentId, reason: 'Asked for by name' };
  assert.equal((await hand(good, await desk.tokenFor('work.handle', 'queues.read'))).status, 403);
  const [theirs, none] = [await hand(good, desk.stranger.token), await hand(good, desk.stranger.token, 987_654)];
  assert.deepEqual([theirs.status, theirs.body], [404, none.body]);
  assert.equal((await hand(good, undefined, call.id, 'chats')).status, 404);
  assert.equal((await hand({ ...good, toAgentId: 987_654 })).status, 404);
  for (const body of [{ toAgentId: desk.agentId }, { ...good, reason: '' }, { ...good, reason: '   ' }, { ...good, reason: 'x'.repeat(301) }, { ...good, more: 1 }, { reason: 'x' }]) assert.equal((await hand(body)).status, 422, JSON.stringify(body).slice(0, 60));
});

test('200: it rings at the named person with the reason; 409 once it is taken; the reply clock says who answered, and when', async () => {
  const asked = (await desk.ask<ReplyClock>('GET', `/conversations/${call.conversationId}/reply-clock`)).body;
  assert.deepEqual([asked.began, asked.turn, asked.waits], ['incoming', 'new', []]);
  assert.ok(asked.waitingSince !== null);
  assert.equal((await hand({ toAgentId: desk.agentId, reason: 'Asked for by name' })).status, 200);
  const [offer] = (await desk.ask<{ items: Offer[] }>('GET', '/offers')).body.items;
  assert.deepEqual([offer?.interactionId, offer?.mode, offer?.why.rule, offer?.why.note], [call.id, 'direct', 'asked-for', 'Asked for by name']);
  assert.equal((await desk.ask('POST', `/offers/${offer!.id}/answer`, { answer: 'pick-up' })).status, 200);
  assert.equal((await hand({ toAgentId: desk.agentId, reason: 'Again' })).status, 409);
  assert.equal((await desk.ask('POST', `/calls/${call.id}/events`, { event: 'connected' })).status, 200);
  const { body } = await desk.ask<ReplyClock>('GET', `/conversations/${call.conversationId}/reply-clock`);
  assert.deepEqual([body.turn, body.waitingSince, body.waits.length], ['customer', null, 1]);
  const [wait] = body.waits;
  assert.deepEqual([wait!.asked, wait!.answered, wait!.agentId, wait!.isFirst], [{ by: 'call', messageId: null, interactionId: call.id }, { by: 'call', messageId: null, interactionId: call.id }, desk.agentId, true]);
  const stranger = await desk.ask('GET', `/conversations/${call.conversationId}/reply-clock`, undefined, desk.stranger.token);
  assert.equal(stranger.status, 404);
  assert.equal((await desk.ask('GET', `/conversations/${call.conversationId}/reply-clock`, undefined, await desk.tokenFor('queues.read'))).status, 403);
});
