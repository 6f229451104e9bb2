import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { changeDoor, changeSite, createSite, disableChannel, enableChannel, findVisitor, getIdentityKey, getPubsubToken, getSite, identityHash } from '#core/channels/index.ts';
import { createContact, findContacts } from '#core/contacts/index.ts';
import { deleteMessage, postMessage } from '#core/conversations/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { loadInteraction } from '#core/interactions/index.ts';
import { createArticle, createKnowledgeBase, publishArticle } from '#core/knowledge/index.ts';
import { answerOffer, doWork, findChatOf, findOpenOffers } from '#core/routing/index.ts';
import { sql } from '#storage/index.ts';
import { openWebchat, secretKey, type Webchat } from './testing/open-webchat.ts';
import { readVisitorToken } from './visitor-token.ts';

let web: Webchat;
let site: { id: number; token: string };
before(async () => {
  web = await openWebchat();
  site = await web.makeSite({ greetingEnabled: true, greetingMessage: 'Hello there' });
});
after(() => web.close());

const countOf = async (table: 'contacts' | 'conversations' | 'messages' | 'visitors') => (await web.within((tx) => tx.one(sql<{ count: number }>`SELECT count(*) FROM ${sql.table(table)} WHERE account_id = ${web.desk.accountId}`))).count;

test('whoever only looks leaves nothing behind; with his first words he is a contact, and finds them again after a reload, with what was shown to him first', async () => {
  const before = [await countOf('contacts'), await countOf('conversations')];
  const bo = web.visitorOf(site.token);
  const begun = await bo.begin();
  assert.equal(begun.status, 200);
  assert.deepEqual([begun.json().isKnown, begun.json().chat.conversation, begun.json().site.greeting], [false, null, 'Hello there']);
  assert.equal(begun.headers['access-control-allow-origin'], '*');
  assert.deepEqual((await bo.chat()).messages, []);
  const first = bo.token();
  await bo.begin();
  assert.equal(bo.token(), first, 'the same browser keeps its name');
  assert.deepEqual([await countOf('contacts'), await countOf('conversations')], before);

  const said = await bo.say('My parcel?', 'k1', { name: 'Bo', email: 'bo@home.test', greeting: 'Hello there', pageUrl: 'https://shop.test/cart', pageTitle: 'Cart' });
  assert.equal(said.status, 200, JSON.stringify(said.json()));
  const again = web.visitorOf(site.token);
  again.take(bo.token());
  const { isKnown, hasEmail, chat } = (await again.begin()).json();
  assert.deepEqual([isKnown, hasEmail, chat.messages.map((message: { isMine: boolean; text: string; isBot: boolean }) => [message.isMine, message.text, message.isBot])], [true, true, [[false, 'Hello there', true], [true, 'My parcel?', false]]]);
  const name = readVisitorToken(secretKey, bo.token()!)!;
  const visitor = await web.within((tx) => findVisitor(tx, web.floor.act(), name));
  assert.deepEqual([visitor?.pageUrl, visitor?.pageTitle, visitor?.isOnline], ['https://shop.test/cart', 'Cart', true]);
  assert.equal((await web.within((tx) => findContacts(tx, web.floor.act()))).at(-1)?.name, 'Bo');
});

test('an answer that was lost changes nothing: told again under its key a message is there once, and two tabs at once make one conversation', async () => {
  const bo = await web.visitor(site.token);
  const all = await Promise.all(Array.from({ length: 6 }, () => bo.say('once', 'same')));
  assert.deepEqual([...new Set(all.map(({ status }) => status))], [200]);
  assert.equal(new Set(all.map((answer) => answer.json().message.id)).size, 1);
  const { messages } = await bo.chat();
  assert.equal(messages.filter((message: { isMine: boolean }) => message.isMine).length, 1);
  assert.equal((await bo.say('something else', 'same')).status, 409);
  const tab = web.visitorOf(site.token);
  tab.take(bo.token());
  await tab.begin();
  await tab.say('from the other tab');
  const seen = await bo.chat(`?after=${messages.at(-1).id}`);
  assert.deepEqual(seen.messages.map(({ text }: { text: string }) => text), ['from the other tab']);
  const { count } = await web.within((tx) => tx.one(sql<{ count: number }>`SELECT count(*) FROM conversations WHERE account_id = ${web.desk.accountId} AND source_id = ${readVisitorToken(secretKey, bo.token()!)!.sourceId}`));
  assert.equal(count, 1);
});

test('what we write is seen, notes are not; what is deleted is told, and that he looked', async () => {
  const bo = await web.visitor(site.token);
  await bo.say('Hi');
  const { conversation: { id }, messages } = await bo.chat();
  const act = () => web.floor.act();
  await web.floor.pass(1);
  await web.within((tx) => postMessage(tx, act(), { conversationId: id, direction: 'note', text: 'internal' }));
  const { messageId } = await web.within((tx) => postMessage(tx, act(), { conversationId: id, direction: 'outgoing', text: 'Hello Bo' }));
  const fresh = await bo.chat(`?after=${messages.at(-1).id}`);
  assert.deepEqual([fresh.messages.map(({ text }: { text: string }) => text), fresh.conversation.unread], [['Hello Bo'], 1]);
  assert.equal((await bo.send('POST', '/seen', { conversationId: id })).status, 200);
  assert.equal((await bo.chat()).conversation.unread, 0);
  await web.within((tx) => deleteMessage(tx, act(), id, messageId));
  assert.deepEqual((await bo.chat(`?after=${messageId}`)).deletedIds, [messageId]);
});

test('no token opens anything of another visitor, site or account, and changed, foreign and missing ones answer alike', async () => {
  const [bo, eve] = [await web.visitor(site.token), await web.visitor(site.token)];
  await bo.say('secret');
  await eve.say('hello');
  const { id } = (await bo.chat()).conversation;
  for (const [path, body] of [['/seen', { conversationId: id }], ['/typing', { conversationId: id, isTyping: true }], ['/end', { conversationId: id }], ['/rating', { conversationId: id, rating: 1 }], ['/transcript', { conversationId: id }]] as const) {
    assert.deepEqual([(await eve.send('POST', path, body)).status, (await eve.send('POST', path, { ...body, conversationId: 999_999 })).status], [404, 404], path);
  }
  assert.equal((await eve.say('into yours', undefined, { conversationId: String(id) })).status, 404);
  const [text, mac] = bo.token()!.split('.') as [string, string];
  const forged = Buffer.from(JSON.stringify([web.desk.accountId, site.id, 'x'])).toString('base64url');
  const answers = new Set<string>();
  for (const token of [undefined, 'x', `${forged}.${mac}`, `${text}.${'A'.repeat(43)}`, `${text}`, `${text}.${mac}A`]) {
    eve.take(token);
    const answer = await eve.send('GET', '/chat');
    answers.add(`${answer.status} ${JSON.stringify(answer.json())}`);
  }
  assert.equal(answers.size, 1);
  assert.match([...answers][0]!, /^401/);
  const other = (await setupAccount(web.desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: web.desk.act.now })).account.id;
  const act = systemAct(other, web.desk.act.now, 'test');
  const theirs = await web.desk.database.withAccount(other, async (tx) => (await getSite(tx, act, (await createSite(tx, act, { name: 'Theirs' })).id)).token);
  const wanderer = web.visitorOf(theirs);
  wanderer.take(bo.token());
  const { visitorToken, isKnown, chat } = (await wanderer.begin()).json();
  assert.deepEqual([isKnown, chat.messages, readVisitorToken(secretKey, visitorToken)?.accountId], [false, [], other]);
  for (const token of ['f'.repeat(64), 'x', '']) assert.equal((await web.visitorOf(token).begin()).status, 404);
});

test('a page that is not the site\'s is refused, and a disabled site answers like none', async () => {
  const own = await web.makeSite({ allowedDomains: ['shop.test'] });
  assert.equal((await web.visitorOf(own.token).begin()).status, 200);
  assert.equal((await web.visitorOf(own.token, { origin: 'https://evil.test' }).begin()).status, 403);
  const bo = await web.visitor(own.token);
  await bo.say('Hi');
  await web.within((tx) => changeSite(tx, web.floor.act(), own.id, { settings: { allowedDomains: ['elsewhere.test'] } }));
  assert.equal((await bo.say('again')).status, 403);
  await web.within((tx) => disableChannel(tx, web.floor.act(), own.id));
  assert.equal((await web.visitorOf(own.token).begin()).status, 404);
  await web.within((tx) => enableChannel(tx, web.floor.act(), own.id));
});

test('a signed identity is the contact that has it, on every device; a wrong proof is refused, and said names make nobody another', async () => {
  const dora = await web.within((tx) => createContact(tx, web.floor.act(), { name: 'Dora', points: [{ kind: 'external', value: 'user-7' }, { kind: 'email', value: 'dora@home.test' }] }));
  const key = await web.within((tx) => getIdentityKey(tx, web.floor.act(), secretKey, site.id));
  const identity = { identifier: 'user-7', hash: identityHash(key, 'user-7') };
  const phone = await web.visitor(site.token);
  await phone.say('before I signed in');
  const signedIn = (await phone.begin({ identity })).json();
  assert.deepEqual(signedIn.chat.messages.map(({ text }: { text: string }) => text).filter((text: string) => text !== 'Hello there'), ['before I signed in']);
  const laptop = await web.visitor(site.token, { identity });
  assert.deepEqual((await laptop.chat()).conversation.id, signedIn.chat.conversation.id);
  const row = await web.within((tx) => tx.one(sql<{ contactId: number }>`SELECT contact_id AS "contactId" FROM conversations WHERE account_id = ${web.desk.accountId} AND id = ${signedIn.chat.conversation.id}`));
  assert.equal(row.contactId, dora.id);
  for (const hash of [identityHash(key, 'user-8'), 'f'.repeat(64), 'x']) assert.equal((await web.visitorOf(site.token).begin({ identity: { identifier: 'user-7', hash } })).status, 403);
  const liar = await web.visitor(site.token, { identity: { identifier: 'user-7', name: 'Dora' } });
  await liar.say('I am Dora', undefined, { email: 'dora@home.test', name: 'Dora' });
  assert.notEqual((await liar.chat()).conversation.id, signedIn.chat.conversation.id);
  const said = await web.within((tx) => findVisitor(tx, web.floor.act(), readVisitorToken(secretKey, liar.token()!)!));
  assert.deepEqual([said?.claimedEmail, said?.isVerified], ['dora@home.test', false]);
  await web.within((tx) => changeDoor(tx, web.floor.act(), site.id, { isIdentityRequired: true }));
  assert.equal((await web.visitorOf(site.token).begin({ identity: { identifier: 'user-9' } })).status, 403);
  assert.equal((await web.visitorOf(site.token).begin()).status, 200, 'nobody must say who he is');
  const pubsubToken = () => web.within((tx) => getPubsubToken(tx, readVisitorToken(secretKey, liar.token()!)!));
  const before = await pubsubToken();
  await web.within((tx) => changeDoor(tx, web.floor.act(), site.id, { isIdentityRequired: false, newKey: true }));
  assert.notEqual(await pubsubToken(), before, 'nor does a token for the socket that it had let somebody have');
  assert.equal((await web.visitorOf(site.token).begin({ identity })).status, 403, 'the old key proves nothing any more');
});

test('files come as they are told by their bytes, only where the site takes them, and open by their link alone', async () => {
  const bo = await web.visitor(site.token);
  const form = (name: string, bytes: string): FormData => {
    const made = new FormData();
    made.append('clientKey', crypto.randomUUID());
    made.append('files[]', new Blob([bytes], { type: 'image/png' }), name);
    return made;
  };
  const sent = await bo.form(form('../../evil\r\n.html', '<script>alert(1)</script>'));
  assert.equal(sent.status, 200, JSON.stringify(sent.json()));
  const [file] = sent.json().message.files;
  assert.equal(file.isPicture, false);
  const answer = await web.ask({ method: 'GET', url: file.url.replace('https://desk.example', '') });
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers['content-disposition']), /^attachment/);
  assert.match(String(answer.headers['content-security-policy']), /sandbox/);
  const changed = file.url.replace('https://desk.example', '').replace(/key=(.)/, (_: string, first: string) => `key=${first === 'A' ? 'B' : 'A'}`);
  assert.equal((await web.ask({ method: 'GET', url: changed })).status, 404);
  const closed = await web.makeSite({ features: { attachments: false, emoji: true, endChat: true, transcript: true, answersByMail: true } });
  assert.equal((await (await web.visitor(closed.token)).form(form('a.txt', 'a'))).status, 403);
});

test('words that make no sense are refused by name and change nothing', async () => {
  const bo = await web.visitor(site.token);
  const before = await countOf('messages');
  for (const more of [{ text: '' }, { text: '   ' }, { text: 'x'.repeat(20_001) }, { clientKey: '' }, { clientKey: 'a b' }, { text: 'x', email: 'not an address' }, { conversationId: 'x' }, { text: 7 }, { text: 'a\u0000' }]) {
    const answer = await bo.send('POST', '/messages', { text: 'x', clientKey: crypto.randomUUID(), ...more });
    assert.ok(answer.status === 422 || answer.status === 400, `${JSON.stringify(more).slice(0, 40)}: ${answer.status}`);
  }
  assert.equal(await countOf('messages'), before);
});

test('a chat goes through the queue of its site: offered, its place told, answered, counted, ended, rated', async () => {
  const { floor } = web;
  const queue = await floor.queue({ name: 'Chats', kind: 'chat' });
  const [agentId] = await floor.agents(1, [queue]) as [number];
  const shop = await web.makeSite({}, queue);
  const [bo, cara] = [await web.visitor(shop.token), await web.visitor(shop.token)];
  await bo.say('Anybody?');
  await floor.pass(5);
  await cara.say('Me too');
  const [offer] = await web.within((tx) => findOpenOffers(tx, floor.act(), agentId));
  assert.ok(offer, 'the chat is held out to whoever is there');
  const waiting = await bo.chat();
  assert.deepEqual([waiting.conversation.chat, waiting.conversation.place], ['waiting', 1]);
  const hers = (await cara.chat()).conversation;
  assert.ok(hers.chat === 'waiting' && hers.place >= 1, JSON.stringify(hers));
  await answerOffer(floor.change, floor.act(), { offerId: offer.id, answer: 'pick-up' });
  await web.settle();
  const talking = await bo.chat();
  assert.deepEqual([talking.conversation.chat, talking.conversation.agent !== null], ['talking', true]);
  await floor.pass(3);
  await web.within((tx) => postMessage(tx, floor.act(), { conversationId: talking.conversation.id, direction: 'outgoing', text: 'Yes?', agentId }));
  await web.settle();
  const chat = await web.within((tx) => findChatOf(tx, talking.conversation.id));
  const interaction = await web.within((tx) => loadInteraction(tx, chat!.id));
  assert.deepEqual([interaction?.messageCount, interaction?.detail.responseCount], [2, 1], 'the visitor\'s and the agent\'s, by whatever way they came');
  assert.equal((await bo.send('POST', '/rating', { conversationId: talking.conversation.id, rating: 9 })).status, 422);
  assert.equal((await bo.send('POST', '/end', { conversationId: talking.conversation.id })).status, 200);
  assert.equal((await bo.send('POST', '/end', { conversationId: talking.conversation.id })).status, 200);
  const over = (await bo.chat()).conversation;
  assert.deepEqual([over.isEnded, over.chat, over.canRate], [true, 'none', true]);
  assert.equal((await bo.send('POST', '/rating', { conversationId: over.id, rating: 5, feedback: 'Good' })).status, 200);
  assert.equal((await web.within((tx) => loadInteraction(tx, chat!.id)))?.rating, 5);
  await floor.pass(1);
  await doWork(floor.change, floor.act(), { kind: 'chat', interactionId: chat!.id, work: { action: 'wrap-up-done', agentId } }).catch(() => {});
  await bo.say('One more thing');
  const back = (await bo.chat()).conversation;
  assert.deepEqual([back.id, back.isEnded, back.chat], [over.id, false, 'waiting'], 'the same conversation, a new chat');
});

test('while the site is closed, or nobody is there, what is written is a message that is left: no chat waits for anybody', async () => {
  const { floor } = web;
  const queue = await floor.queue({ name: 'Nobody', kind: 'chat' });
  const shop = await web.makeSite({}, queue);
  const bo = await web.visitor(shop.token);
  assert.deepEqual((await bo.chat()).standing, { isOpen: true, opensAt: null, isStaffed: false });
  await bo.say('Hello?');
  const { id, chat } = (await bo.chat()).conversation;
  assert.deepEqual([chat, await web.within((tx) => findChatOf(tx, id))], ['none', null]);
  await floor.agents(1, [queue]);
  // 6 May 2024 is a Monday, 12:00 UTC by the desk's clock.
  await web.within((tx) => setCalendar(tx, floor.act(), { zone: 'UTC', hours: { tue: [['09:00', '17:00']] }, holidays: [] }));
  const closed = await web.visitor(shop.token);
  assert.deepEqual((await closed.chat()).standing, { isOpen: false, opensAt: '2024-05-07T09:00:00.000Z', isStaffed: true });
  await closed.say('Night owl');
  assert.equal((await closed.chat()).conversation.chat, 'none');
});

test('the widget offers the help centre once something is published there, finds it with a typing error, and shows no draft', async () => {
  const bo = web.visitorOf(site.token);
  assert.equal((await bo.begin()).json().site.hasHelp, false);
  assert.deepEqual((await bo.send('GET', '/articles?q=invoice')).json(), { items: [] });
  await web.within(async (tx) => {
    const act = web.floor.act();
    const base = await createKnowledgeBase(tx, act, { name: 'Help', slug: 'shop-help', locales: ['en', 'de'] });
    const shown = await createArticle(tx, act, base.id, { title: 'Where is my invoice?', content: 'Under **Orders**.' });
    await publishArticle(tx, act, shown.id);
    await createArticle(tx, act, base.id, { title: 'Invoice secrets', content: 'Not yet.' });
  });
  assert.equal((await bo.begin()).json().site.hasHelp, true);
  for (const q of ['invoice', 'invocie', 'invoi']) {
    const { items } = (await bo.send('GET', `/articles?q=${q}&language=fr`)).json();
    assert.deepEqual(items.map(({ title, url }: { title: string; url: string }) => [title, url]), [['Where is my invoice?', 'https://desk.example/hc/shop-help/en/articles/where-is-my-invoice']], q);
  }
});
