import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { defineAttribute, ensureLabels } from '#core/labels/index.ts';
import { customerWrites, settle } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Row { id: number; subject: string; isUnread: boolean; counterpart: { name: string; address: string } | null; lastMessage: { snippet: string; direction: string; authorName: string } | null; life: string; assigneeId: number | null; labelIds: number[]; waitingSince: string | null; snoozedUntil: string | null }
interface Page { items: Row[]; next: string | null }

let desk: NativeDesk;
const ids: number[] = [];
const messages: number[] = [];
let label = 0;
before(async () => {
  desk = await openNative();
  for (let n = 0; n < 5; n += 1) {
    const { conversationId, messageId } = await customerWrites(desk, {
      id: `m${n}@x`, from: `bo${n}@home.test`, fromName: `Bo ${n}`, subject: `Matter ${n}`, at: `2024-05-06T0${n + 5}:00:00.000Z`, text: `> old\n\nThe   machine ${n}\nis broken.`,
    } as never);
    ids.push(conversationId);
    messages.push(messageId);
  }
  label = await desk.database.withAccount(desk.accountId, async (tx) => {
    await defineAttribute(tx, desk.act, { entity: 'conversation', key: 'order', name: 'Order', type: 'text' });
    return [...(await ensureLabels(tx, desk.act, ['vip'])).values()][0]!;
  });
  await settle(desk);
});
after(() => desk.close());
const list = (query: string) => desk.ask<Page>('GET', `/conversations?${query}`);
const numbers = (page: { body: Page }): number[] => page.body.items.map(({ id }) => ids.indexOf(id));

test('200: a list shows counterpart, snippet, last message, unread, waiting; newest first', async () => {
  const page = await list('life=open');
  assert.equal(page.status, 200, JSON.stringify(page.body));
  assert.deepEqual(numbers(page), [4, 3, 2, 1, 0]);
  const { counterpart, lastMessage, isUnread, waitingSince, subject } = page.body.items[0]!;
  assert.deepEqual([counterpart!.address, lastMessage!.snippet, lastMessage!.direction, isUnread, waitingSince !== null, subject], ['bo4@home.test', 'The machine 4 is broken.', 'incoming', true, true, 'Matter 4']);
});

test('200: pages by key in both orders meet no gap and no repeat', async () => {
  for (const [sort, wanted] of [['newest', [4, 3, 2, 1, 0]], ['waiting', [0, 1, 2, 3, 4]]] as const) {
    const seen: number[] = [];
    let cursor = '';
    do {
      const page = await list(`life=open&sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...numbers(page));
      cursor = page.body.next ?? '';
    } while (cursor !== '');
    assert.deepEqual(seen, wanted, sort);
  }
});

test('200: one PATCH changes what it names, and the list finds it by each', async () => {
  const { status, body } = await desk.ask<Row & { attributes: object }>('PATCH', `/conversations/${ids[1]}`, {
    assigneeId: desk.agentId, priority: 4, labelIds: [label], attributes: { order: '4711' }, life: 'snoozed', snoozedUntil: '2024-05-07T09:00:00+02:00',
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body.assigneeId, body.life, body.labelIds, body.attributes, Date.parse(body.snoozedUntil!)], [desk.agentId, 'snoozed', [label], { order: '4711' }, Date.parse('2024-05-07T07:00:00Z')]);
  for (const query of ['assignee=me', `assignee=${desk.agentId}`, `labelId=${label}`, 'priority=4', 'life=snoozed', 'life=snoozed,resolved']) assert.deepEqual(numbers(await list(query)), [1], query);
  assert.ok(!numbers(await list('assignee=nobody')).includes(1));
});

test('422 and 404 change nothing: an unknown label, agent, attribute, a snooze in the past, an unknown field, an empty change', async () => {
  const before = (await desk.ask('GET', `/conversations/${ids[2]}`)).body;
  const wrong: [object, number][] = [
    [{ priority: 3, labelIds: [999_999] }, 404], [{ priority: 3, assigneeId: 999_999 }, 404], [{ priority: 3, attributes: { unknown: 'x' } }, 422], [{ priority: 3, attributes: { order: 5 } }, 422],
    [{ life: 'snoozed', snoozedUntil: '2024-05-01T00:00:00Z' }, 422], [{ life: 'snoozed' }, 422], [{ life: 'deleted' }, 422], [{ priority: '3' }, 422], [{ priority: 3, accountId: 5 }, 422], [{}, 422],
    [{ life: 'snoozed', snoozedUntil: '2024-13-41T00:00:00Z' }, 422],
  ];
  for (const [change, status] of wrong) assert.equal((await desk.ask('PATCH', `/conversations/${ids[2]}`, change)).status, status, JSON.stringify(change));
  assert.deepEqual((await desk.ask('GET', `/conversations/${ids[2]}`)).body, before);
});

test('404: another account\'s, an unknown and a deleted one answer alike to every operation; 403 without the permission', async () => {
  const operations: [Parameters<NativeDesk['ask']>[0], string, object?][] = [
    ['GET', ''], ['GET', '/timeline'], ['PATCH', '', { priority: 1 }], ['DELETE', ''], ['POST', '/read'], ['POST', '/unread'], ['POST', '/merge', { into: ids[1] }], ['POST', '/unmerge'],
    ['POST', '/split', { messageIds: [messages[0]] }], ['POST', '/unsplit'], ['POST', '/messages', { kind: 'note', text: 'x' }], ['PUT', '/draft', { kind: 'note', text: 'x' }], ['DELETE', '/draft'], ['GET', '/draft'],
  ];
  const none = await desk.tokenFor('reports.read');
  for (const [method, path, body] of operations) {
    const [foreign, unknown] = [await desk.ask(method, `/conversations/${ids[0]}${path}`, body, desk.stranger.token), await desk.ask(method, `/conversations/999999${path}`, body, desk.stranger.token)];
    assert.deepEqual([foreign.status, foreign.body], [404, unknown.body], `${method} ${path}`);
    assert.equal((await desk.ask(method, `/conversations/${ids[0]}${path}`, body, none)).status, 403, `${method} ${path}`);
  }
});

test('200: the context holds contact, past and linked conversations; the timeline messages and acts in order', async () => {
  const more = await customerWrites(desk, { id: 'again@x', from: 'bo0@home.test', subject: 'Another matter', at: '2024-05-06T11:00:00.000Z' });
  const { body } = await desk.ask<{ contact: { points: { value: string }[] }; past: { id: number }[]; position: number }>('GET', `/conversations/${ids[0]}`);
  assert.deepEqual([body.contact.points[0]!.value, body.past.map(({ id }) => id)], ['bo0@home.test', [more.conversationId]]);
  await desk.ask('PATCH', `/conversations/${more.conversationId}`, { priority: 2, labelIds: [label] });
  const timeline = await desk.ask<{ items: { type: string; what?: string; actor?: { name: string }; authorName?: string; text?: string; to?: number }[] }>('GET', `/conversations/${more.conversationId}/timeline`);
  assert.deepEqual(timeline.body.items.map(({ type, what }) => what ?? type), ['message', 'priority', 'labelled']);
  assert.deepEqual([timeline.body.items[1]!.actor!.name, timeline.body.items[1]!.to], ['Ada', 2]);
});

test('204: read and unread', async () => {
  const isUnread = async () => (await desk.ask<Row>('GET', `/conversations/${ids[3]}`)).body.isUnread;
  assert.equal((await desk.ask('POST', `/conversations/${ids[3]}/read`)).status, 204);
  assert.equal(await isUnread(), false);
  assert.ok(!numbers(await list('unread=true')).includes(3));
  await desk.ask('POST', `/conversations/${ids[3]}/unread`);
  assert.equal(await isUnread(), true);
});

test('merge redirects the old id and can be taken back; split makes a new one and can be taken back', async () => {
  const [a, b] = [await customerWrites(desk, { id: 'ma@x', from: 'cy@home.test', subject: 'One' }), await customerWrites(desk, { id: 'mb@x', from: 'cy@home.test', subject: 'Two' })];
  assert.deepEqual((await desk.ask('POST', `/conversations/${a.conversationId}/merge`, { into: b.conversationId })).body, { id: b.conversationId });
  const merged = await desk.ask<{ id: number; redirectedFrom: number; mergedFrom: object[] }>('GET', `/conversations/${a.conversationId}`);
  assert.deepEqual([merged.body.id, merged.body.redirectedFrom, merged.body.mergedFrom], [b.conversationId, a.conversationId, [{ id: a.conversationId, canUnmerge: true }]]);
  const split = await desk.ask<{ id: number }>('POST', `/conversations/${b.conversationId}/split`, { messageIds: [a.messageId] });
  assert.equal(split.status, 201);
  assert.equal((await desk.ask('POST', `/conversations/${split.body.id}/unsplit`)).status, 200);
  assert.equal((await desk.ask<{ id: number }>('GET', `/conversations/${split.body.id}`)).body.id, b.conversationId);
  assert.equal((await desk.ask('POST', `/conversations/${a.conversationId}/unmerge`)).status, 200);
  assert.equal((await desk.ask<{ id: number }>('GET', `/conversations/${a.conversationId}`)).body.id, a.conversationId);
  assert.equal((await desk.ask('POST', `/conversations/${a.conversationId}/merge`, { into: a.conversationId })).status, 422);
});

test('204: a deleted conversation is gone', async () => {
  const { conversationId } = await customerWrites(desk, { id: 'gone@x', from: 'dee@home.test' });
  assert.equal((await desk.ask('DELETE', `/conversations/${conversationId}`)).status, 204);
  assert.equal((await desk.ask('GET', `/conversations/${conversationId}`)).status, 404);
});

test('422: cursors and filters that make no sense', async () => {
  for (const query of ['cursor=x', 'cursor=W10', 'cursor=WyJ4IiwxXQ', 'life=deleted', 'life=', 'assignee=you', 'limit=0', 'limit=101', 'priority=9', 'teamId=x', 'sort=oldest', 'unread=1']) {
    const { status, body } = await list(query) as unknown as { status: number; body: { code: string } };
    assert.deepEqual([status, body.code], [422, 'invalid'], query);
  }
});

