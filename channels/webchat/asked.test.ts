import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createBot, setChannelBot } from '#core/bots/index.ts';
import { findVisitor } from '#core/channels/index.ts';
import { createContact, getContact } from '#core/contacts/index.ts';
import { changeHandler, postMessage, setMessageContent, type MessageContent } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { findChatOf, findOpenOffers, handedOverReactor, runDueWork } from '#core/routing/index.ts';
import { createWebhook, findDeliveries } from '#core/webhooks/index.ts';
import { webhooksReactor } from '#server/webhooks/webhooks-reactor.ts';
import { sql } from '#storage/index.ts';
import { openWebchat, secretKey, type Webchat } from './testing/open-webchat.ts';
import { readVisitorToken } from './visitor-token.ts';

let web: Webchat;
let site: { id: number; token: string };
before(async () => {
  web = await openWebchat();
  site = await web.makeSite();
  await catchUp(web.desk.database, [webhooksReactor, handedOverReactor]);
});
after(() => web.close());

type Visitor = Awaited<ReturnType<Webchat['visitor']>>;
const act = () => web.floor.act();
const botAct = () => ({ ...act(), actor: { kind: 'bot' as const, id: 1, permissions: 'all' as const } });

async function newcomer(): Promise<{ bo: Visitor; conversationId: number }> {
  const bo = await web.visitor(site.token);
  await bo.say('Hello');
  return { bo, conversationId: (await bo.chat()).conversation.id };
}
const ask = (conversationId: number, content: MessageContent) => web.within(async (tx) => {
  const { messageId } = await postMessage(tx, act(), { conversationId, direction: 'outgoing', text: 'Please', isBot: true });
  await setMessageContent(tx, act(), messageId, content);
  return messageId;
});
const shown = async (bo: Visitor, messageId: number) => (await bo.chat()).messages.find(({ id }: { id: number }) => id === messageId).content;

const select: MessageContent = { kind: 'input-select', items: [{ title: 'Red', value: 'r' }, { title: 'Blue', value: 'b' }] };
const cards: MessageContent = { kind: 'cards', items: [{ title: 'Kettle', description: '1 litre', mediaUrl: 'https://img.test/k.png', actions: [{ text: 'See it', url: 'https://shop.test/k', payload: null }, { text: 'Take it', url: null, payload: 'sku-1' }] }] };
const form: MessageContent = { kind: 'form', items: [
  { name: 'order', label: 'Order', type: 'text', placeholder: 'A-1', isRequired: true, options: [] }, { name: 'mail', label: '', type: 'email', placeholder: '', isRequired: false, options: [] },
  { name: 'why', label: 'Reason', type: 'select', placeholder: '', isRequired: true, options: [{ title: 'Broken', value: 'x1' }] },
] };
const article: MessageContent = { kind: 'article', items: [{ title: 'How to', description: 'Read', url: 'https://desk.example/hc/a' }] };

test('each kind of question is shown whole, answered as it asks, and shows what was answered; what was not asked is refused and changes nothing', async () => {
  const { bo, conversationId } = await newcomer();
  for (const [content, wrong, given, answer] of [
    [{ kind: 'input-email' }, { email: 'nobody' }, { email: 'Own@Home.test' }, { stars: null, values: [{ title: '', value: 'own@home.test' }] }],
    [select, { value: 'green' }, { value: 'b' }, { stars: null, values: [{ title: '', value: 'Blue' }] }],
    [cards, { value: 'sku-2' }, { value: 'sku-1' }, { stars: null, values: [{ title: '', value: 'Take it' }] }],
    [form, { values: { order: 'A-7', why: 'x2' } }, { values: { order: 'A-7', mail: '', why: 'x1' } }, { stars: null, values: [{ title: 'Order', value: 'A-7' }, { title: 'Reason', value: 'Broken' }] }],
    [{ kind: 'rating' }, { feedback: 'no stars' }, { rating: 4, feedback: 'Fine' }, { stars: 4, values: [{ title: '', value: 'Fine' }] }],
  ] as const satisfies readonly (readonly [MessageContent, object, object, object])[]) {
    const messageId = await ask(conversationId, content);
    const before = await shown(bo, messageId);
    assert.deepEqual([before.kind, before.answer], [content.kind, null]);
    assert.equal((await bo.send('POST', '/answers', { conversationId, messageId, ...wrong })).status, 422, content.kind);
    assert.deepEqual(await shown(bo, messageId), before);
    const done = await bo.send('POST', '/answers', { conversationId, messageId, ...given });
    assert.equal(done.status, 200, `${content.kind} ${JSON.stringify(done.json())}`);
    assert.deepEqual([done.json().message.content.answer, (await shown(bo, messageId)).answer], [answer, answer]);
    assert.equal((await bo.send('POST', '/answers', { conversationId, messageId, ...given })).status, content.kind === 'rating' ? 200 : 409, `${content.kind} again`);
  }
  assert.deepEqual((await shown(bo, await ask(conversationId, cards))).items, [{
    title: 'Kettle', text: '1 litre', url: 'https://img.test/k.png', options: [{ title: 'See it', value: null, url: 'https://shop.test/k' }, { title: 'Take it', value: 'sku-1', url: null }], field: null,
  }]);
  assert.deepEqual((await shown(bo, await ask(conversationId, form))).items.map(({ title, field }: { title: string; field: object }) => [title, field]), [
    ['Order', { name: 'order', type: 'text', isRequired: true }], ['mail', { name: 'mail', type: 'email', isRequired: false }], ['Reason', { name: 'why', type: 'select', isRequired: true }],
  ]);
  const reading = await ask(conversationId, article);
  assert.deepEqual((await shown(bo, reading)).items.map(({ title, text, url }: Record<string, string>) => [title, text, url]), [['How to', 'Read', 'https://desk.example/hc/a']]);
  assert.equal((await bo.send('POST', '/answers', { conversationId, messageId: reading, value: 'x' })).status, 422);
});

test('nobody answers for another, in another conversation, or what is a note', async () => {
  const [{ bo, conversationId }, other] = [await newcomer(), await newcomer()];
  const messageId = await ask(conversationId, select);
  const note = await web.within((tx) => postMessage(tx, act(), { conversationId, direction: 'note', text: 'secret' }));
  for (const [who, at, message] of [[other.bo, conversationId, messageId], [other.bo, other.conversationId, messageId], [bo, conversationId, note.messageId], [bo, conversationId, 9_999_999]] as const) {
    const answer = await who.send('POST', '/answers', { conversationId: at, messageId: message, value: 'r' });
    assert.deepEqual([answer.status, answer.json().code], [404, 'not-found']);
  }
  assert.equal((await shown(bo, messageId)).answer, null);
});

test('an address that is given is his contact\'s from then on; one that another has is only what he says', async () => {
  await web.within((tx) => createContact(tx, act(), { name: 'Dora', points: [{ kind: 'email', value: 'dora@home.test' }] }));
  const { bo, conversationId } = await newcomer();
  const give = async (email: string) => bo.send('POST', '/answers', { conversationId, messageId: await ask(conversationId, { kind: 'input-email' }), email });
  const points = async () => {
    const { contactId } = await web.within((tx) => tx.one(sql<{ contactId: number }>`SELECT contact_id AS "contactId" FROM conversations WHERE account_id = ${tx.accountId} AND id = ${conversationId}`));
    return (await web.within((tx) => getContact(tx, act(), contactId))).points.map(({ value }) => value);
  };
  assert.equal((await give('dora@home.test')).status, 200);
  assert.deepEqual(await points(), []);
  assert.equal((await web.within((tx) => findVisitor(tx, act(), readVisitorToken(secretKey, bo.token()!)!)))?.claimedEmail, 'dora@home.test');
  await give('bo@home.test');
  assert.deepEqual(await points(), ['bo@home.test']);
});

test('webhooks are told of an answer, and that the chat was opened where one wants to know; else opening it leaves nothing', async () => {
  const events = () => web.within((tx) => tx.rows(sql<{ data: Record<string, unknown> }>`SELECT data FROM events WHERE account_id = ${tx.accountId} AND type = 'widget.opened' ORDER BY id`));
  const stranger = await web.visitor(site.token);
  assert.equal((await stranger.send('POST', '/opened', {})).status, 200);
  assert.deepEqual(await events(), []);
  await catchUp(web.desk.database, [webhooksReactor]);
  const { id } = await web.within((tx) => createWebhook(tx, act(), { kind: 'account', format: 'nimchat', url: 'https://hooks.test/x', topics: ['widget.opened', 'message.changed'] }));
  await web.floor.pass(1);
  const { bo, conversationId } = await newcomer();
  await stranger.send('POST', '/opened', {});
  await bo.send('POST', '/opened', {});
  await bo.send('POST', '/answers', { conversationId, messageId: await ask(conversationId, select), value: 'r' });
  await catchUp(web.desk.database, [webhooksReactor]);
  const { rows } = await web.within((tx) => findDeliveries(tx, act(), id));
  assert.deepEqual(rows.map(({ topic }) => topic).toSorted(), ['message.changed', 'widget.opened', 'widget.opened']);
  assert.deepEqual((await events()).map(({ data }) => typeof data['contactId']), ['undefined', 'number']);
});

test('when a bot hands over, the visitor who is on the page enters the queue at once; who is gone does not, nor where a person took him', async () => {
  const { floor } = web;
  const queue = await floor.queue({ name: 'Chats', kind: 'chat', offerSeconds: 600 });
  const [agentId] = await floor.agents(1, [queue]) as [number];
  const shop = await web.makeSite({}, queue);
  const { bot } = await web.within((tx) => createBot(tx, act(), secretKey, { name: 'Robo' }, { format: 'nimchat' }));
  await web.within((tx) => setChannelBot(tx, act(), shop.id, bot.id, { format: 'nimchat' }));
  const begin = async (): Promise<number> => {
    const bo = await web.visitor(shop.token);
    await bo.say('Hi');
    const { id } = (await bo.chat()).conversation;
    assert.equal(await web.within((tx) => findChatOf(tx, id)), null, 'the bot has him');
    return id;
  };
  const [here, gone, taken] = [await begin(), await begin(), await begin()];
  await web.within((tx) => tx.run(sql`
    UPDATE visitors v SET until = clock_timestamp() - interval '1 minute' FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ${gone} AND v.account_id = c.account_id AND v.channel_id = c.channel_id AND v.source_id = c.source_id`));
  for (const id of [here, gone]) await web.within((tx) => changeHandler(tx, botAct(), id, 'person'));
  await web.within((tx) => changeHandler(tx, { ...act(), actor: { kind: 'user', id: web.desk.userId, permissions: 'all' } }, taken, 'person'));
  await catchUp(web.desk.database, [handedOverReactor]);
  const states = await Promise.all([here, gone, taken].map(async (id) => (await web.within((tx) => findChatOf(tx, id)))?.state ?? null));
  assert.deepEqual(states, ['queued', null, null]);
  await runDueWork({ database: web.desk.database, clock: { nowMs: () => floor.nowMs() }, onFailure: (error) => { throw error; } });
  assert.equal((await web.within((tx) => findOpenOffers(tx, act(), agentId))).length, 1, 'and is held out to whoever is free');
});
