import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { furnishQueues } from '#testkit/interactions/furnish-queues.ts';
import { liveThrough } from '#testkit/interactions/live-through.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';
import type { InteractionSummary, InteractionTimeline } from '../../schemas/interactions.ts';

describe('calls and chats', () => {
  let desk: NativeDesk;
  const ids: number[] = [];
  before(async () => {
    desk = await openNative();
    await furnishQueues(desk);
    const stay = { queueId: 1, menuPathId: 1, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } };
    for (const phone of ['+4930111', '+4930112', '+4930113']) {
      ids.push((await liveThrough(desk, desk.act.now, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', phone: `${phone}222` }, [
        [3, { type: 'enqueue', stay }], [10, { type: 'assign', agentId: 2, answerMode: 'manual' }], [12.5, { type: 'connected' }], [20, { type: 'hold', agentId: 2 }], [25, { type: 'resume', agentId: 2 }], [40.9, { type: 'end', by: 'agent', wrapUp: true }], [60, { type: 'wrap-up-ends', agentId: 2 }],
      ])).id);
    }
    ids.push((await liveThrough(desk, desk.act.now, { kind: 'chat', direction: 'in', entry: 'web', lang: 'en' }, [])).id);
  });
  after(() => desk.close());
  const list = async (query: string) => (await desk.ask<{ items: InteractionSummary[]; next: string | null }>('GET', `/interactions${query}`)).body;

  it('are listed newest first, page by page, and narrowed', async () => {
    const first = await list('?limit=3');
    assert.deepEqual(first.items.map(({ id }) => id), ids.toReversed().slice(0, 3));
    const second = await list(`?limit=3&cursor=${first.next}`);
    assert.deepEqual([second.items.map(({ id }) => id), second.next], [[ids[0]], null]);
    assert.deepEqual((await list('?kind=chat')).items.map(({ id, state }) => [id, state]), [[ids[3], 'selecting']]);
    assert.deepEqual((await list('?state=finished&agentId=2&kind=call')).items.length, 3);
    assert.deepEqual((await list('?agentId=1')).items, []);
    const { conversationId, contactId } = first.items[1]!;
    assert.deepEqual((await list(`?conversationId=${conversationId}`)).items.map(({ id }) => id), [ids[2]]);
    assert.deepEqual((await list(`?contactId=${contactId}&state=finished`)).items.map(({ id }) => id), [ids[2]]);
  });

  it('tell every second of every party in order, with names, and the seconds add up', async () => {
    const { status, body } = await desk.ask<InteractionTimeline>('GET', `/interactions/${ids[0]}`);
    assert.equal(status, 200);
    assert.deepEqual(body.spans.map(({ partyId, type, seconds, queueName, menuPath, outcome, sla }) => [body.parties.find((party) => party.id === partyId)!.name, type, seconds, queueName, menuPath, outcome, sla]), [
      ['+4930111222', 'menu', 3, null, null, 'finished', null],
      ['+4930111222', 'queue', 7, 'Queue 1', 'Support/Menu 1', 'answered', 'in_sla'],
      ['+4930111222', 'connecting', 2, 'Queue 1', 'Support/Menu 1', 'finished', null], ['Agent 2', 'connecting', 2, 'Queue 1', 'Support/Menu 1', null, null],
      ['+4930111222', 'talk', 8, 'Queue 1', 'Support/Menu 1', null, null], ['Agent 2', 'talk', 8, 'Queue 1', 'Support/Menu 1', null, null],
      ['+4930111222', 'hold', 5, 'Queue 1', 'Support/Menu 1', null, null], ['Agent 2', 'hold', 5, 'Queue 1', 'Support/Menu 1', null, null],
      ['+4930111222', 'talk', 15, 'Queue 1', 'Support/Menu 1', 'finished', null], ['Agent 2', 'talk', 15, 'Queue 1', 'Support/Menu 1', null, null],
      ['Agent 2', 'wrap-up', 20, 'Queue 1', 'Support/Menu 1', null, null],
    ]);
    assert.deepEqual([body.queueSeconds, body.talkSeconds, body.holdSeconds, body.state, body.disconnectedBy], [7, 23, 5, 'finished', 'agent']);
    assert.equal(3 + 7 + 2 + 23 + 5, Math.floor(Date.parse(body.endedAt!) / 1000) - Math.floor(Date.parse(body.createdAt) / 1000));
  });

  it('refuse a word, an id and a cursor that are none, another account\'s id like an unknown one, and whoever may not', async () => {
    for (const query of ['?kind=fax', '?state=lost', '?agentId=x', '?cursor=zz', '?limit=0']) assert.equal((await desk.ask('GET', `/interactions${query}`)).status, 422, query);
    assert.equal((await desk.ask('GET', '/interactions/999999')).status, 404);
    assert.equal((await desk.ask('GET', `/interactions/${ids[0]}`, undefined, desk.stranger.token)).status, 404);
    assert.deepEqual((await desk.ask<{ items: unknown[] }>('GET', '/interactions', undefined, desk.stranger.token)).body.items, []);
    assert.equal((await desk.ask('GET', '/interactions', undefined, await desk.tokenFor('contacts.read'))).status, 403);
  });
});
