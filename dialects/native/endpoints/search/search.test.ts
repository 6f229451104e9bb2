import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { customerWrites, settle } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Result { items: { conversationId: number; subject: { text: string; marks: object[] } }[]; next: string | null; total: { count: number } }
let desk: NativeDesk;
const ids: number[] = [];
before(async () => {
  desk = await openNative();
  for (let n = 0; n < 4; n += 1) ids.push((await customerWrites(desk, { id: `s${n}@x`, from: `bo${n}@home.test`, subject: `Kettle ${n}`, at: `2024-05-06T0${n + 1}:00:00.000Z`, text: n === 3 ? 'whistles' : 'boils' })).conversationId);
  await desk.ask('PATCH', `/conversations/${ids[0]}`, { assigneeId: desk.agentId });
  await desk.ask('PATCH', `/conversations/${ids[1]}`, { life: 'resolved', assigneeId: desk.agentId });
  await settle(desk);
});
after(() => desk.close());
const search = async (q: string, more = '') => (await desk.ask<Result>('GET', `/search?q=${encodeURIComponent(q)}${more}`)).body;
const found = async (q: string) => (await search(q)).items.map(({ conversationId }) => ids.indexOf(conversationId));

test('200: words and operators, newest first, with the places found', async () => {
  assert.deepEqual(await found('kettle'), [3, 2, 1, 0]);
  assert.deepEqual((await search('kettle')).items[0]!.subject.marks, [{ start: 0, end: 6 }]);
  for (const [q, wanted] of [
    ['kettle whistles', [3]], ['from:bo2@home.test', [2]], ['kettle is:closed', [1]], ['kettle is:open', [3, 2, 0]], ['assignee:ada', [1, 0]], ['assignee:me is:open', [0]], ['is:mine is:open', [0]],
    ['is:unassigned', [3, 2]], ['kettle assignee:nobody', [3, 2]], ['assignee:unknown kettle', []], ['channel:help', [3, 2, 1, 0]], ['channel:sales kettle', []], ['kettle -boils', [3]],
  ] as [string, number[]][]) assert.deepEqual(await found(q), wanted, q);
});

test('200: pages go on where they ended', async () => {
  const first = await search('kettle', '&limit=3');
  const second = await search('kettle', `&limit=3&cursor=${first.next}`);
  assert.deepEqual([first.items.length, second.items.map(({ conversationId }) => ids.indexOf(conversationId)), second.next], [3, [0], null]);
});

test('another account finds nothing of it; 403 without the permission; 422 without a question', async () => {
  assert.deepEqual((await desk.ask<Result>('GET', '/search?q=kettle', undefined, desk.stranger.token)).body.items, []);
  assert.equal((await desk.ask('GET', '/search?q=kettle', undefined, await desk.tokenFor('contacts.read'))).status, 403);
  for (const query of ['', 'q=', `q=${'x'.repeat(501)}`, 'q=x&cursor=zzz']) assert.equal((await desk.ask('GET', `/search?${query}`)).status, 422, query);
});
