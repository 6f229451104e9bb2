import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { postMessage } from '#core/conversations/index.ts';
import { createUpload } from '#core/files/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { customerWrites, settle, softwareConversation } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let mail = 0;
let software = 0;
before(async () => {
  desk = await openNative({ outside: { cleanHtml: async (html) => ({ html: html.replaceAll(/<script.*?<\/script>/g, ''), text: html.replaceAll(/<[^>]+>/g, '') }) } });
  mail = (await customerWrites(desk, { id: 'q@x', from: 'bo@home.test', subject: 'Question' })).conversationId;
  software = (await softwareConversation(desk)).conversationId;
  await settle(desk);
});
after(() => desk.close());
const post = (id: number, body: object, token?: string) => desk.ask<{ messageId: number; conversationId: number; code: string; facts?: { messages: { id: number; authorName: string }[] } }>('POST', `/conversations/${id}/messages`, body, token);
const lastOf = async (id: number) => (await desk.ask<{ items: { type: string; id: number; direction: string; text: string; hasHtml: boolean; authorName: string; agentId: number }[] }>('GET', `/conversations/${id}/timeline`)).body.items.filter(({ type }) => type === 'message').at(-1)!;

test('201: a note is in the timeline with its author, its HTML made safe; it is no answer', async () => {
  const posted = await post(mail, { kind: 'note', text: '', html: '<p>look<script>alert(1)</script></p>' });
  assert.equal(posted.status, 201, JSON.stringify(posted.body));
  const note = await lastOf(mail);
  assert.deepEqual([note.id, note.direction, note.text, note.hasHtml, note.authorName, note.agentId], [posted.body.messageId, 'note', 'lookalert(1)', true, 'Ada', desk.agentId]);
  const [row] = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ html: string }>`SELECT html FROM message_bodies WHERE account_id = ${desk.accountId} AND message_id = ${posted.body.messageId}`));
  assert.equal(row!.html, '<p>look</p>');
  assert.equal((await desk.ask('GET', `/conversations/${mail}`)).body['turn'], 'new');
});

test('201: an answer in a channel of software is there, moves the turn on, and takes the draft with it', async () => {
  await desk.ask('PUT', `/conversations/${software}/draft`, { kind: 'reply', text: 'Dear' });
  const posted = await post(software, { kind: 'reply', text: 'Dear Bo, it is mended.' });
  assert.deepEqual([posted.status, posted.body], [201, { ...posted.body, conversationId: software, delivery: null, sendAfter: null }]);
  assert.deepEqual([(await lastOf(software)).text, (await desk.ask('GET', `/conversations/${software}`)).body['turn']], ['Dear Bo, it is mended.', 'customer']);
  assert.equal((await desk.ask('GET', `/conversations/${software}/draft`)).status, 404);
});

test('409 stale: somebody else wrote since, and the answer says what; nothing was stored; with force it is', async () => {
  await settle(desk);
  const { position } = (await desk.ask<{ position: number }>('GET', `/conversations/${software}/timeline`)).body;
  const came = await postMessage(desk.database, desk.act, { conversationId: software, direction: 'incoming', text: 'Wait!' });
  const before = await lastOf(software);
  for (const isSequenced of [false, true]) {
    if (isSequenced) await settle(desk);
    const refused = await post(software, { kind: 'reply', text: 'Bye', seenPosition: position });
    assert.deepEqual([refused.status, refused.body.code, refused.body.facts?.messages.map(({ id }) => id)], [409, 'stale', [came.messageId]]);
  }
  assert.equal((await lastOf(software)).id, before.id);
  assert.equal((await post(software, { kind: 'reply', text: 'Bye', seenPosition: position, force: true })).status, 201);
});

test('201: one\'s own messages since do not make a thread stale', async () => {
  await settle(desk);
  const { position } = (await desk.ask<{ position: number }>('GET', `/conversations/${software}/timeline`)).body;
  assert.equal((await post(software, { kind: 'note', text: 'one' })).status, 201);
  assert.equal((await post(software, { kind: 'note', text: 'two', seenPosition: position })).status, 201);
});

test('a note that names an agent tells them; one of another account is not there and nothing is stored', async () => {
  const before = await lastOf(mail);
  assert.equal((await post(mail, { kind: 'note', text: 'x', mentions: [999_999] })).status, 404);
  assert.equal((await lastOf(mail)).id, before.id);
  assert.equal((await post(mail, { kind: 'note', text: '@Ada', mentions: [desk.agentId] })).status, 201);
});

test('201: an answer by mail is held for the undo delay, shown with its delivery, and can be taken back with all it said', async () => {
  const posted = await desk.ask<{ messageId: number; delivery: string; sendAfter: string }>('POST', `/conversations/${mail}/messages`, { kind: 'reply', text: 'Dear Bo', cc: [{ address: 'cy@home.test' }] });
  assert.deepEqual([posted.status, posted.body.delivery, Date.parse(posted.body.sendAfter) > desk.clock.nowMs()], [201, 'held', true]);
  const shown = await lastOf(mail) as unknown as { id: number; delivery: { state: string; recipients: { address: string }[] } };
  assert.deepEqual([shown.id, shown.delivery.state, shown.delivery.recipients.map(({ address }) => address)], [posted.body.messageId, 'held', ['bo@home.test', 'cy@home.test']]);
  const unsent = await desk.ask<{ items: { messageId: number; state: string }[] }>('GET', '/outbox');
  assert.deepEqual(unsent.body.items.map(({ messageId, state }) => [messageId, state]), [[posted.body.messageId, 'held']]);
  const taken = await desk.ask('POST', `/messages/${posted.body.messageId}/cancel`);
  assert.deepEqual([taken.status, taken.body['text'], taken.body['isDraftSaved']], [200, 'Dear Bo', true]);
  assert.deepEqual((await desk.ask('GET', `/conversations/${mail}/draft`)).body['cc'], [{ name: '', address: 'cy@home.test' }]);
  assert.notEqual((await lastOf(mail)).id, posted.body.messageId);
  assert.equal((await desk.ask('POST', `/messages/${posted.body.messageId}/cancel`)).status, 409);
});

test('201: a new conversation; sending now ends the delay; 409 for what cannot be tried again; 404 for another account\'s', async () => {
  const body = { channelId: desk.help.id, to: [{ name: 'Cy', address: 'cy@home.test' }], subject: 'Hello', text: 'Hi', clientKey: 'once-and-once' };
  const made = await desk.ask<{ conversationId: number; messageId: number }>('POST', '/conversations', body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.deepEqual((await desk.ask('POST', '/conversations', Object.fromEntries(Object.entries(body).toReversed()))).body['messageId'], made.body.messageId);
  const other = await desk.ask<{ error?: { code?: string } }>('POST', '/conversations', { ...body, text: 'Something else' });
  assert.equal(other.status, 409, JSON.stringify(other.body));
  assert.equal((await desk.ask('POST', `/messages/${made.body.messageId}/retry`)).status, 409);
  for (const verb of ['send-now', 'cancel', 'retry']) assert.equal((await desk.ask('POST', `/messages/${made.body.messageId}/${verb}`, undefined, desk.stranger.token)).status, 404, verb);
  assert.equal((await desk.ask('POST', `/messages/${made.body.messageId}/send-now`)).status, 204);
  assert.deepEqual((await desk.ask<{ items: { state: string }[] }>('GET', '/outbox')).body.items.map(({ state }) => state), ['queued']);
  assert.equal((await desk.ask<{ subject: string }>('GET', `/conversations/${made.body.conversationId}`)).body.subject, 'Hello');
});

test('201: fifty alike at once are one message and answer alike, with a file too; the same key with something else is 409, in a channel of software as well', async () => {
  const ada: Act = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
  const { id: uploadId } = await desk.database.withAccount(desk.accountId, (tx) => createUpload(tx, ada, { sha256: 'b'.repeat(64), byteCount: 3, sniffedType: 'text/plain' }, 'a.txt'));
  const count = async (id: number) => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM messages WHERE account_id = ${desk.accountId} AND conversation_id = ${id}`))).n;
  for (const [id, more] of [[mail, { uploadIds: [uploadId] }], [software, {}]] as const) {
    const before = await count(id);
    const body = { kind: 'reply', text: 'Once', clientKey: `fifty-alike-${id}`, ...more };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(id, body)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1);
    assert.equal(await count(id), before + 1);
    assert.equal((await post(id, { ...body, text: 'Twice' })).status, 409);
    assert.equal((await post(id, { ...body, seenPosition: 0, force: true })).status, 201, 'what was seen is no part of what is asked');
    assert.equal(await count(id), before + 1);
  }
});

test('201: an answer in a chat asks by a form, offers choices and cards; it is shown with what is asked. 422 by mail, in a note, and for what cannot be asked', async () => {
  const ask = (content: object, more: object = {}) => post(software, { kind: 'reply', text: 'Please', content, ...more });
  assert.equal((await ask({ kind: 'form', items: [{ title: 'Order', isRequired: true }, { title: 'Why', field: 'select', options: ['Broken'] }] })).status, 201);
  const content = async () => ((await lastOf(software)) as unknown as { content: { kind: string; items: { title: string; value: string | null; url: string | null; buttons: object[] }[] } | null }).content;
  assert.deepEqual((await content())?.items.map(({ title, value }) => [title, value]), [['Order', 'Order'], ['Why', 'Why']]);
  assert.equal((await ask({ kind: 'cards', items: [{ title: '<b>Kettle</b>', url: 'https://shop.test/k.png', buttons: [{ text: 'See', url: 'https://shop.test/k' }, { text: 'Take' }] }] })).status, 201);
  assert.deepEqual((await content())?.items.map(({ title, url, buttons }) => [title, url, buttons]), [['<b>Kettle</b>', 'https://shop.test/k.png', [{ text: 'See', url: 'https://shop.test/k' }, { text: 'Take', url: null }]]]);
  assert.equal((await ask({ kind: 'input-select', items: [{ title: 'Red' }, { title: 'Blue', value: 'b' }] })).status, 201);
  assert.equal((await ask({ kind: 'input-email' })).status, 201);
  assert.equal((await ask({ kind: 'article', items: [{ title: 'How', url: 'https://help.test/how' }] }, { clientKey: 'asked-once' })).status, 201);
  assert.equal((await ask({ kind: 'article', items: [{ title: 'Else', url: 'https://help.test/how' }] }, { clientKey: 'asked-once' })).status, 409, 'the key stands for what is asked, too');
  const before = (await lastOf(software)).id;
  for (const wrong of [
    { kind: 'cards', items: [{ title: 'x', url: 'javascript:alert(1)' }] }, { kind: 'cards', items: [{ title: 'x', buttons: [{ text: 'y', url: 'data:text/html,x' }] }] }, { kind: 'article', items: [{ title: 'x' }] }, { kind: 'form' },
    { kind: 'form', items: [{ title: 'Twice' }, { title: 'Twice' }] }, { kind: 'form', items: [{ title: 'x', field: 'file' }] }, { kind: 'rating' }, { kind: 'input-select', items: [{ title: ' ' }] },
  ]) assert.equal((await ask(wrong)).status, 422, JSON.stringify(wrong));
  assert.equal((await post(software, { kind: 'note', text: 'x', content: { kind: 'input-email' } })).status, 422);
  assert.equal((await lastOf(software)).id, before);
  const mailed = await lastOf(mail);
  assert.equal((await post(mail, { kind: 'reply', text: 'x', content: { kind: 'input-email' } })).status, 422);
  assert.equal((await lastOf(mail)).id, mailed.id);
});

test('404 for an upload or a channel that is none; 422 for what does not fit the kind; nothing is stored', async () => {
  const before = await lastOf(mail);
  assert.equal((await post(software, { kind: 'reply', text: 'x', uploadIds: [999_999] })).status, 404);
  assert.equal((await desk.ask('POST', '/conversations', { channelId: 999_999, to: [{ address: 'cy@home.test' }], subject: 'x', text: 'x' })).status, 404);
  for (const body of [
    { kind: 'note', text: 'x', to: [{ address: 'a@b.test' }] }, { kind: 'reply', text: 'x', mentions: [desk.agentId] }, { kind: 'note', text: '' }, { kind: 'shout', text: 'x' }, { kind: 'note', text: 'x', agentId: 1 },
    { kind: 'forward', text: 'x' }, { kind: 'reply', text: 'x', to: [{ address: 'no address' }] },
  ]) assert.equal((await post(mail, body)).status, 422, JSON.stringify(body));
  assert.equal((await lastOf(mail)).id, before.id);
});

test('403: who may read but not write', async () => {
  const reader = await desk.tokenFor('conversations.read');
  for (const kind of ['note', 'reply']) assert.equal((await post(software, { kind, text: 'x' }, reader)).status, 403);
});

test('a draft is kept with kind, recipients, subject; saved again, removed when empty; another person has none', async () => {
  const draft = { kind: 'forward', text: 'Please look', to: [{ name: 'Cy', address: 'Cy@Home.test' }], cc: [{ address: 'half typed' }], subject: 'Fwd: Question' };
  const saved = await desk.ask<{ savedAt: string }>('PUT', `/conversations/${mail}/draft`, draft);
  assert.deepEqual([saved.status, Date.parse(saved.body.savedAt)], [200, desk.clock.nowMs()]);
  const { body } = await desk.ask('GET', `/conversations/${mail}/draft`);
  assert.deepEqual({ ...body, savedAt: null }, {
    kind: 'forward', text: 'Please look', html: null, content: null, to: [{ name: 'Cy', address: 'cy@home.test' }], cc: [{ name: '', address: 'half typed' }], bcc: [], subject: 'Fwd: Question', uploadIds: [], uploads: [], inReplyToMessageId: null, savedAt: null,
  });
  assert.equal((await desk.ask('GET', `/conversations/${mail}`)).body['hasDraft'], true);
  assert.equal((await desk.ask('PUT', `/conversations/${mail}/draft`, { ...draft, inReplyToMessageId: 999_999 })).status, 404);
  assert.deepEqual((await desk.ask('PUT', `/conversations/${mail}/draft`, { kind: 'reply', text: '' })).body, { savedAt: null });
  assert.equal((await desk.ask('GET', `/conversations/${mail}/draft`)).status, 404);
  await desk.ask('PUT', `/conversations/${mail}/draft`, draft);
  assert.equal((await desk.ask('DELETE', `/conversations/${mail}/draft`)).status, 204);
  assert.equal((await desk.ask('GET', `/conversations/${mail}/draft`)).status, 404);
});
