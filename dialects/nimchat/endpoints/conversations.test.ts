import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { ensureLabels } from '#core/labels/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
let inboxId: number;
let bo: number;
let source: string;
const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);
const open = async (more: object = {}) => {
  const answer = await api.ada.send('POST', '/conversations', { source_id: source, inbox_id: String(inboxId), ...more });
  assert.equal(answer.status, 200, answer.body);
  return answer.json().id as number;
};
const show = async (id: number) => (await api.ada.get(`/conversations/${id}`)).json();
const coreOf = (id: number) => within((tx) => getConversationWithTimeline(tx, api.desk.act, id));
const idsOf = (list: { id: number }[]) => list.map(({ id }) => id);

before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo', email: 'bo@home.test' })).json();
  bo = contact.id;
  source = contact.payload.contact.contact_inboxes[0].source_id;
});
after(() => api.close());

test('a conversation is opened by source id with all that may be given, and is there in core', async () => {
  const cyId = (await api.cy.get('//api/v1/profile')).json().id;
  const id = await open({ additional_attributes: { browser_language: 'de', mail_subject: 'Hello' }, custom_attributes: { order: 4711 }, assignee_id: String(cyId), message: { content: 'Can I help?' } });
  const shown = await show(id);
  assert.deepEqual([shown.status, shown.custom_attributes, shown.additional_attributes, shown.meta.assignee.id, shown.meta.sender.id, shown.inbox_id, typeof shown.timestamp, shown.unread_count],
    ['open', { order: 4711 }, { browser_language: 'de', mail_subject: 'Hello' }, cyId, bo, inboxId, 'string', 0]);
  assert.deepEqual(shown.messages.map(({ content, message_type, private: isPrivate, sender }: { content: string; message_type: string; private: boolean; sender: { name: string } }) => [content, message_type, isPrivate, sender.name]), [['Can I help?', 'outgoing', false, 'Ada']]);
  const { conversation, messages } = await coreOf(id);
  assert.deepEqual([conversation.assigneeId, conversation.turn, conversation.contactId, messages[0]?.text], [cyId, 'customer', bo, 'Can I help?']);
  assert.deepEqual([(await show(await open({ status: 'pending' }))).status, (await show(await open({ status: 'resolved' }))).status], ['pending', 'resolved']);
});

test('a new source id needs a contact; a foreign one is refused; in a mailbox the address is enough', async () => {
  const other = (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Kim' })).json().id;
  const post = (payload: object) => api.ada.send('POST', '/conversations', payload);
  assert.equal((await post({ source_id: 'new-1', inbox_id: inboxId })).status, 404);
  assert.equal((await post({ source_id: 'new-1', inbox_id: inboxId, contact_id: other })).status, 200);
  assert.equal((await post({ source_id: source, inbox_id: inboxId, contact_id: other })).status, 422);
  assert.equal((await post({ source_id: 'bo@home.test', inbox_id: api.desk.help.id })).status, 200);
  for (const payload of [{ inbox_id: inboxId }, { source_id: source }, { source_id: source, inbox_id: inboxId, status: 'snoozed' }, { source_id: source, inbox_id: inboxId, message: {} }, { source_id: source, inbox_id: inboxId, message: { content: '' } }]) assert.equal((await post(payload)).status, 422, JSON.stringify(payload));
  for (const payload of [{ source_id: source, inbox_id: 999_999 }, { source_id: source, inbox_id: inboxId, assignee_id: 999_999 }, { source_id: source, inbox_id: inboxId, team_id: 999_999 }, { source_id: 'new-2', inbox_id: inboxId, contact_id: 999_999 }]) assert.equal((await post(payload)).status, 404, JSON.stringify(payload));
  const before = (await api.ada.get('/conversations/meta?status=all')).json().meta.all_count;
  await post({ source_id: source, inbox_id: inboxId, assignee_id: 999_999, message: { content: 'lost?' } });
  assert.equal((await api.ada.get('/conversations/meta?status=all')).json().meta.all_count, before, 'half a conversation is never left');
});

test('the status is set and toggled, and core says the same', async () => {
  const id = await open();
  const toggle = async (payload: object) => (await api.ada.send('POST', `/conversations/${id}/toggle_status`, payload)).json();
  assert.deepEqual(await toggle({ status: 'resolved' }), { meta: {}, payload: { success: true, current_status: 'resolved', conversation_id: id } });
  assert.equal((await coreOf(id)).conversation.life, 'resolved');
  assert.equal((await toggle({})).payload.current_status, 'open');
  assert.equal((await toggle({ status: 'pending' })).payload.current_status, 'pending');
  assert.deepEqual([(await coreOf(id)).conversation.life, (await coreOf(id)).conversation.handler], ['open', 'bot']);
  assert.equal((await toggle({ status: 'snoozed', snoozed_until: '1900000000' })).payload.current_status, 'snoozed');
  assert.equal((await coreOf(id)).conversation.snoozedUntil, '2030-03-17T17:46:40Z');
  assert.equal((await toggle({ status: 'open' })).payload.current_status, 'open');
  assert.equal((await coreOf(id)).conversation.handler, 'person');
  for (const payload of [{ status: 'closed' }, { status: 'snoozed' }, { status: 'snoozed', snoozed_until: 'soon' }, { status: 5 }]) assert.equal((await api.ada.send('POST', `/conversations/${id}/toggle_status`, payload)).status, 422, JSON.stringify(payload));
  assert.equal((await show(id)).status, 'open');
});

test('priority, assignment, labels and attributes are written, read back, and seen in core', async () => {
  const id = await open();
  assert.deepEqual(await api.ada.send('POST', `/conversations/${id}/toggle_priority`, { priority: 'urgent' }).then(({ status, body }) => [status, body]), [200, 'null']);
  assert.deepEqual([(await coreOf(id)).conversation.priority, (await api.deployed.get(`/conversations/${id}`)).json().priority], [4, 'urgent']);
  assert.equal((await api.ada.send('POST', `/conversations/${id}/toggle_priority`, { priority: 'huge' })).status, 422);

  const adaId = (await api.ada.get('//api/v1/profile')).json().id;
  const assigned = (await api.ada.send('POST', `/conversations/${id}/assignments`, { assignee_id: adaId, team_id: 5 })).json();
  assert.deepEqual([assigned.id, assigned.accounts], [adaId, [{ id: api.accountId, name: 'Desk', role: 'administrator' }]]);
  const team = (await api.ada.send('POST', '/teams', { name: 'Front' })).json();
  assert.deepEqual((await api.ada.send('POST', `/conversations/${id}/assignments`, { team_id: team.id })).json(), team);
  assert.deepEqual([(await coreOf(id)).conversation.assigneeId, (await coreOf(id)).conversation.teamId], [adaId, team.id]);
  assert.equal((await api.ada.send('POST', `/conversations/${id}/assignments`, { assignee_id: 999_999 })).status, 404);
  assert.equal((await api.ada.send('POST', `/conversations/${id}/assignments`, { assignee_id: null })).body, 'null');
  assert.equal((await coreOf(id)).conversation.assigneeId, null);

  assert.deepEqual((await api.ada.send('POST', `/conversations/${id}/labels`, { labels: ['Billing', 'vip'] })).json(), { payload: ['Billing', 'vip'] });
  assert.deepEqual((await api.ada.send('POST', `/conversations/${id}/labels`, { labels: 'vip' })).json(), { payload: ['vip'] });
  assert.deepEqual((await api.ada.get(`/conversations/${id}/labels`)).json(), { payload: ['vip'] });
  const vip = await within((tx) => ensureLabels(tx, api.desk.act, ['vip']));
  assert.deepEqual((await coreOf(id)).conversation.labelIds, [...vip.values()]);
  assert.equal((await api.cy.send('POST', `/conversations/${id}/labels`, { labels: ['vip', 'unheard of'] })).status, 422, 'an agent makes no labels');
  assert.equal((await api.ada.send('POST', `/conversations/${id}/labels`, {})).status, 422);

  assert.deepEqual((await api.ada.send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { a: 1, b: { c: [2] } } })).json(), { custom_attributes: { a: 1, b: { c: [2] } } });
  assert.deepEqual((await api.ada.send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { a: null, d: 'x' } })).json(), { custom_attributes: { b: { c: [2] }, d: 'x' } });
  assert.deepEqual((await show(id)).custom_attributes, { b: { c: [2] }, d: 'x' });
  assert.equal((await api.ada.send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: 'x' })).status, 422);
});

test('unknown conversations and another account\'s are answered alike, and nothing happens to them', async () => {
  const id = await open({ message: { content: 'mine' } });
  const before = JSON.stringify(await coreOf(id));
  for (const [method, path, payload] of [['GET', '', undefined], ['GET', '/messages', undefined], ['GET', '/labels', undefined], ['POST', '/messages', { content: 'x' }], ['POST', '/labels', { labels: ['x'] }], ['POST', '/toggle_status', { status: 'resolved' }],
    ['POST', '/toggle_priority', { priority: 'low' }], ['POST', '/assignments', { assignee_id: 0 }], ['POST', '/custom_attributes', { custom_attributes: {} }], ['DELETE', '/messages/1', undefined]] as const) {
    const foreign = await api.eve.send(method as 'POST', `/conversations/${id}${path}`, payload);
    const unknown = await api.ada.send(method as 'POST', `/conversations/999999${path}`, payload);
    assert.deepEqual([foreign.status, foreign.body, unknown.status, unknown.body], [404, '{"error":"Resource could not be found"}', 404, '{"error":"Resource could not be found"}'], `${method} ${path}`);
  }
  assert.equal(JSON.stringify(await coreOf(id)), before);
});

test('messages: out, in, private; what they change; pages in both shapes', async () => {
  const id = await open();
  const say = async (payload: object) => (await api.ada.send('POST', `/conversations/${id}/messages`, payload)).json();
  const asked = await say({ content: 'Where is it?', message_type: 'incoming' });
  assert.deepEqual([asked.message_type, asked.sender.type, asked.sender.id, asked.private, asked.conversation_id, asked.attachment], ['incoming', 'contact', bo, false, id, {}]);
  assert.equal((await coreOf(id)).conversation.turn, 'new');
  await say({ content: 'ask the store', private: true });
  const cards = await say({ content: 'Choose', content_type: 'cards', content_attributes: { items: [{ title: 'A' }] } });
  assert.deepEqual([cards.content_type, cards.content_attributes, cards.sender.name], ['cards', { items: [{ media_url: '', title: 'A', description: '', actions: [] }] }, 'Ada']);
  const { conversation, messages } = await coreOf(id);
  assert.deepEqual([conversation.turn, messages.map(({ direction }) => direction), messages[2]?.userId], ['customer', ['incoming', 'note', 'outgoing'], api.desk.userId]);
  const list = (await api.ada.get(`/conversations/${id}/messages`)).json();
  assert.deepEqual(list.map(({ content, private: isPrivate }: { content: string; private: boolean }) => [content, isPrivate]), [['Where is it?', false], ['ask the store', true], ['Choose', false]]);
  assert.deepEqual(list[2], cards);
  assert.deepEqual(idsOf((await api.ada.get(`/conversations/${id}/messages?before=${cards.id}`)).json()), idsOf(list).slice(0, 2));
  assert.deepEqual(idsOf((await api.ada.get(`/conversations/${id}/messages?after=${asked.id}`)).json()), idsOf(list).slice(1));
  const deployed = (await api.deployed.get(`/conversations/${id}/messages`)).json();
  assert.deepEqual([deployed.meta, deployed.payload.map(({ message_type }: { message_type: number }) => message_type)], [{ labels: [], additional_attributes: {} }, [0, 1, 1]]);

  await api.ada.send('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' });
  await say({ content: 'Still nothing', message_type: 'incoming' });
  assert.equal((await show(id)).status, 'open', 'a message from the customer reopens');
  for (const payload of [{}, { content: '' }, { content: 5 }, { content: 'x', message_type: 'activity' }, { content: 'x', content_type: 'video' }, { content: 'x'.repeat(150_001) }]) assert.equal((await api.ada.send('POST', `/conversations/${id}/messages`, payload)).status, 422, JSON.stringify(payload).slice(0, 60));
  const note = await api.only('conversations.note');
  assert.deepEqual([(await note.send('POST', `/conversations/${id}/messages`, { content: 'x' })).status, (await note.send('POST', `/conversations/${id}/messages`, { content: 'x', private: true })).status], [401, 200]);
});

test('files come as multipart, are stored once, and go with the message', async () => {
  const id = await open();
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const form = new FormData();
  form.append('content', 'Grüße');
  form.append('private', 'false');
  form.append('attachments[]', new File([png], '../evil\u202Egnp.png', { type: 'text/html' }));
  form.append('attachments[]', new File(['plain'], 'a.txt'));
  const made = await api.deployed.form(`/conversations/${id}/messages`, form);
  assert.equal(made.status, 200, made.body);
  const { content, attachments, attachment } = made.json();
  assert.deepEqual([content, attachment.id, attachments.map(({ file_type, file_size, file_name, extension }: Record<string, unknown>) => [file_type, file_size, file_name, extension])], ['Grüße', attachments[0].id, [['image', 8, 'evilgnp.png', 'png'], ['file', 5, 'a.txt', 'txt']]]);
  const [message] = (await coreOf(id)).messages;
  assert.deepEqual(message?.attachments.map(({ mediaType, sniffedType }) => [mediaType, sniffedType]), [['text/html', 'image/png'], ['application/octet-stream', 'text/plain']]);
  const { sha256 } = await within((tx) => tx.one(sql<{ sha256: string }>`SELECT sha256 FROM attachments WHERE account_id = ${api.accountId} AND file_name = 'a.txt'`));
  assert.equal((await api.outside.files.read(api.accountId, sha256)).toString(), 'plain');

  const alone = new FormData();
  alone.append('attachments[]', new File(['x'], 'only.bin'));
  assert.equal((await api.ada.form(`/conversations/${id}/messages`, alone)).status, 200);
  for (const [name, value] of [['content', new File(['x'], 'x')], ['attachments[]', 'text'], ['attachments', new File(['x'], 'x')]] as const) {
    const wrong = new FormData();
    wrong.append('private', 'true');
    wrong.append(name, value);
    assert.equal((await api.ada.form(`/conversations/${id}/messages`, wrong)).status, 422, name);
  }
});

test('a deleted message leaves its place, without words and files', async () => {
  const id = await open();
  const form = new FormData();
  form.append('content', 'secret');
  form.append('attachments[]', new File(['x'], 'x.txt'));
  const { id: messageId } = (await api.ada.form(`/conversations/${id}/messages`, form)).json();
  assert.equal((await api.cy.send('DELETE', `/conversations/${id}/messages/${messageId}`)).status, 401, 'an agent may not');
  const gone = (await api.ada.send('DELETE', `/conversations/${id}/messages/${messageId}`)).json();
  assert.deepEqual([gone.content, gone.content_attributes, gone.attachment], ['This message was deleted', { deleted: true }, {}]);
  assert.deepEqual((await api.ada.get(`/conversations/${id}/messages`)).json(), [gone]);
  assert.equal((await coreOf(id)).messages.length, 0);
  assert.equal((await api.ada.send('DELETE', `/conversations/${id}/messages/${messageId}`)).status, 404);
});

test('incoming messages are handed in by software only where the inbox is software\'s', async () => {
  await within((tx) => receiveMails(tx, api.desk.act, api.desk.sales, [writeMail({ from: 'pat@home.test', to: ['sales@desk.test'], subject: 'Price list', text: 'Please.' })]));
  const [row] = (await api.ada.get(`/conversations?inbox_id=${api.desk.sales.id}`)).json().data.payload;
  assert.equal((await api.ada.send('POST', `/conversations/${row.id}/messages`, { content: 'x', message_type: 'incoming' })).status, 422);
  const shown = await show(row.id);
  assert.deepEqual(shown.messages[0].content_attributes.email.from, ['pat@home.test']);
  assert.equal((await api.ada.send('POST', `/conversations/${row.id}/messages`, { content: 'Here it is.' })).status, 200);
  assert.equal((await coreOf(row.id)).conversation.turn, 'customer');
});
