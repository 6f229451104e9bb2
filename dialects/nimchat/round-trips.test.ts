import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { receiveMails } from '#core/conversations/index.ts';
import { native } from '#dialects/native/dialect.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNimchat, type Nimchat } from './testing/open-nimchat.ts';

// What is written here is looked at through another API, or through another operation where that API has no word for it.

let api: Nimchat;
let inboxId: number;
let bo: { id: number; source: string };
let adaId: number;
let cyId: number;
let nativeToken: string;

before(async () => {
  api = await openNimchat({ others: [{ ...native(noOutside()), limits: [] }] });
  nativeToken = await api.tokenOf(api.accountId, api.desk.userId, { dialect: 'native' });
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo', email: 'bo@home.test' })).json();
  bo = { id: contact.id, source: contact.payload.contact.contact_inboxes[0].source_id };
  adaId = (await api.ada.get('//api/v1/profile')).json().id;
  cyId = (await api.cy.get('//api/v1/profile')).json().id;
});
after(() => api.close());

type Wire = any; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

const send = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: unknown): Promise<Wire> => {
  const answer = await api.ada.send(method, path, payload);
  assert.equal(answer.status, 200, `${method} ${path}: ${answer.body}`);
  return answer.json();
};
const get = async (path: string): Promise<Wire> => {
  const answer = await api.ada.get(path);
  assert.equal(answer.status, 200, `GET ${path}: ${answer.body}`);
  return answer.json();
};
/** The same account through our own API. */
const elsewhere = async (path: string, method: 'GET' | 'POST' = 'GET', payload?: object): Promise<Wire> => {
  const { statusCode, body } = await api.server.inject({ method, url: `/native/v1${path}`, headers: { authorization: `Bearer ${nativeToken}`, ...(payload && { 'content-type': 'application/json' }) }, ...(payload && { payload: JSON.stringify(payload) }) });
  assert.ok(statusCode < 300, `${method} ${path}: ${statusCode} ${body}`);
  return body === '' ? null : JSON.parse(body);
};
const open = async (more: object = {}): Promise<number> => (await send('POST', '/conversations', { inbox_id: inboxId, source_id: bo.source, ...more })).id;
const textsOf = async (id: number): Promise<[string, string][]> => (await elsewhere(`/conversations/${id}/timeline`)).items.filter(({ type }: Wire) => type === 'message').map(({ direction, text }: Wire) => [direction, text]);

test('agents: made, changed and taken away as seen by our own API', async () => {
  const { id } = await send('POST', '/agents', { name: 'Di', email: 'di@desk.test', role: 'agent' });
  const role = async () => (await elsewhere('/users')).items.find(({ email }: Wire) => email === 'di@desk.test')?.role;
  assert.deepEqual([await role(), (await elsewhere(`/agents/${id}`)).name], ['agent', 'Di']);
  await send('PATCH', `/agents/${id}`, { role: 'administrator', availability: 'busy', auto_offline: false });
  const listed = (await get('/agents')).find((agent: Wire) => agent.id === id);
  assert.deepEqual([await role(), listed.role, listed.availability_status, listed.auto_offline], ['administrator', 'administrator', 'busy', false]);
  await send('DELETE', `/agents/${id}`);
  assert.deepEqual([await role(), typeof (await elsewhere(`/agents/${id}`)).deactivatedAt], [undefined, 'string']);
});

test('inboxes, their servers and members', async () => {
  const { id } = await send('POST', '/inboxes', { name: 'Post', channel: { type: 'email', email: 'post@desk.test' } });
  assert.deepEqual([(await elsewhere(`/channels/${id}`)).address, (await elsewhere(`/channels/${id}`)).connections], ['post@desk.test', []]);
  await send('PATCH', `/inboxes/${id}`, { name: 'Post room', enable_auto_assignment: false, greeting_enabled: true, greeting_message: 'Hello', channel: { smtp_address: 'smtp.test', smtp_port: 25, smtp_enable_starttls_auto: false } });
  const seen = await elsewhere(`/channels/${id}`);
  assert.deepEqual([seen.name, seen.connections.map(({ kind, host, port, security }: Wire) => [kind, host, port, security])], ['Post room', [['smtp', 'smtp.test', 25, 'none']]]);
  const shown = await get(`/inboxes/${id}`);
  assert.deepEqual([shown.enable_auto_assignment, shown.greeting_enabled, shown.greeting_message, (await get('/inboxes')).find((each: Wire) => each.id === id)], [false, true, 'Hello', shown]);

  const members = async () => (await elsewhere(`/channels/${id}`)).memberIds;
  await send('POST', '/inbox_members', { inbox_id: id, user_ids: [cyId] });
  await send('POST', '/inbox_members', { inbox_id: id, user_ids: [adaId] });
  assert.deepEqual(new Set(await members()), new Set([adaId, cyId]), 'added, not replaced');
  await send('PATCH', '/inbox_members', { inbox_id: id, user_ids: [cyId] });
  assert.deepEqual(await members(), [cyId]);
  await send('DELETE', '/inbox_members', { inbox_id: id, user_ids: [cyId] });
  assert.deepEqual(await members(), []);
});

test('contacts: points and attributes; source ids open conversations; what is left when one goes', async () => {
  await send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Tier', attribute_key: 'tier', attribute_display_type: 0, attribute_model: 1 });
  const { id } = await send('POST', '/contacts', { inbox_id: inboxId, name: 'Zoe', email: 'zoe@home.test', identifier: 'crm-9', custom_attributes: { tier: 'gold', shoe: 41 } });
  const points = async () => Object.fromEntries((await elsewhere(`/contacts/${id}`)).points.map(({ kind, value }: Wire) => [kind, value]));
  assert.deepEqual([await points(), (await elsewhere(`/contacts/${id}`)).attributes], [{ email: 'zoe@home.test', external: 'crm-9' }, { tier: 'gold' }]);
  await send('PUT', `/contacts/${id}`, { name: 'Zoe Y', identifier: null, phone_number: '+49301', additional_attributes: { city: 'Bonn' }, custom_attributes: { tier: 'silver' } });
  assert.deepEqual([(await elsewhere(`/contacts/${id}`)).name, await points(), (await elsewhere(`/contacts/${id}`)).attributes], ['Zoe Y', { email: 'zoe@home.test', phone: '+49301' }, { tier: 'silver' }]);
  const { contact } = (await get(`/contacts/${id}`)).payload;
  assert.deepEqual([contact.custom_attributes, contact.additional_attributes], [{ tier: 'silver', shoe: 41 }, { city: 'Bonn' }]);

  const given = await send('POST', `/contacts/${id}/contact_inboxes`, { inbox_id: inboxId, source_id: 'zoe-7' });
  assert.ok((await get(`/contacts/${id}`)).payload.contact.contact_inboxes.some(({ source_id }: Wire) => source_id === given.source_id));
  const conversationId = (await send('POST', '/conversations', { inbox_id: inboxId, source_id: 'zoe-7', message: { content: 'hello' } })).id;
  assert.equal((await elsewhere(`/conversations/${conversationId}`)).contact.id, id);
  const reachable = await get(`/contacts/${id}/contactable_inboxes`);
  assert.equal((await send('POST', '/conversations', { inbox_id: reachable.inbox.id, source_id: reachable.source_id, contact_id: id })).inbox_id, reachable.inbox.id, 'what is said to be reachable is');

  await send('DELETE', `/contacts/${id}`);
  const left = await get(`/conversations/${conversationId}`);
  assert.deepEqual([left.meta.sender, left.messages.map(({ content }: Wire) => content)], [{ id: null, name: '', thumbnail: '', channel: 'Channel::Api' }, ['hello']], 'its conversations stay');
  assert.deepEqual([(await get('/contacts/search?q=zoe')).payload, (await api.ada.get(`/contacts/${id}/conversations`)).status, (await get(`/conversations?q=hello`)).data.payload.length], [[], 404, 0]);
});

test('attributes that came before their definition stay, and are values of core when they are given again', async () => {
  await send('PUT', `/contacts/${bo.id}`, { custom_attributes: { colour: 'red', size: 1 } });
  await send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Colour', attribute_key: 'colour', attribute_display_type: 0, attribute_model: 1 });
  await send('PUT', `/contacts/${bo.id}`, { custom_attributes: { size: 2 } });
  const own = async () => (await get(`/contacts/${bo.id}`)).payload.contact.custom_attributes;
  assert.deepEqual(await own(), { colour: 'red', size: 2 });
  await send('PUT', `/contacts/${bo.id}`, { custom_attributes: { colour: 'blue' } });
  assert.deepEqual([await own(), (await elsewhere(`/contacts/${bo.id}`)).attributes], [{ colour: 'blue', size: 2 }, { colour: 'blue' }]);
  await send('PUT', `/contacts/${bo.id}`, { custom_attributes: { colour: null, size: null } });
  assert.deepEqual([await own(), (await elsewhere(`/contacts/${bo.id}`)).attributes], [{}, {}]);
});

test('status, snooze and priority', async () => {
  const id = await open();
  const state = async () => { const { life, handler, snoozedUntil } = await elsewhere(`/conversations/${id}`); return [life, handler, snoozedUntil]; };
  const toggle = (payload?: object) => send('POST', `/conversations/${id}/toggle_status`, payload);
  assert.equal((await toggle()).payload.current_status, 'resolved', 'without a body');
  assert.deepEqual(await state(), ['resolved', 'person', null]);
  await toggle({});
  assert.deepEqual(await state(), ['open', 'person', null]);
  for (const snoozed_until of [1_900_000_000, '1900000000', '2030-03-17T17:46:40Z']) {
    await toggle({ status: 'snoozed', snoozed_until });
    assert.deepEqual(await state(), ['snoozed', 'person', '2030-03-17T17:46:40Z']);
    assert.deepEqual((await get('/conversations?status=snoozed')).data.payload.map((row: Wire) => row.id), [id]);
  }
  await toggle();
  assert.deepEqual(await state(), ['open', 'person', null], 'a snoozed one opens');
  await toggle({ status: 'pending' });
  assert.deepEqual(await state(), ['open', 'bot', null]);
  await toggle();
  assert.deepEqual(await state(), ['open', 'person', null], 'what a bot has, too');
  for (const [priority, number] of [['urgent', 4], ['none', 0], ['low', 1], [null, 0]] as const) {
    await send('POST', `/conversations/${id}/toggle_priority`, { priority });
    assert.equal((await elsewhere(`/conversations/${id}`)).priority, number, String(priority));
  }
  assert.equal((await api.ada.send('POST', `/conversations/${id}/toggle_priority`, {})).status, 422);
});

test('assignments: an agent, a team, nobody; nothing given changes nothing; what is left of those who are gone', async () => {
  const id = await open();
  const assign = (payload?: object) => send('POST', `/conversations/${id}/assignments`, payload);
  const who = async () => { const { assigneeId, teamId } = await elsewhere(`/conversations/${id}`); return [assigneeId, teamId]; };
  const team = await send('POST', '/teams', { name: 'Front' });
  await assign({ assignee_id: cyId, team_id: 999_999 });
  await assign({ team_id: team.id });
  assert.deepEqual(await who(), [cyId, team.id]);
  assert.deepEqual([await assign(), await assign({}), await who()], [null, null, [cyId, team.id]]);
  await assign({ assignee_id: null, team_id: 5 });
  assert.deepEqual([await who(), (await get(`/conversations/${id}`)).meta.assignee], [[null, team.id], null], 'a team beside an assignee is ignored, also beside null');
  assert.equal((await api.ada.send('POST', `/conversations/999999/assignments`, {})).status, 404);

  await send('PATCH', `/teams/${team.id}`, { name: 'Front desk', description: 'first', allow_auto_assign: false });
  const shown = await get(`/teams/${team.id}`);
  assert.deepEqual([(await elsewhere('/teams')).items.find((each: Wire) => each.id === team.id)?.name, shown.description, shown.allow_auto_assign, (await get('/teams'))[0]], ['Front desk', 'first', false, shown]);
  await send('POST', `/teams/${team.id}/team_members`, { user_ids: [cyId] });
  assert.equal((await api.cy.get(`/teams/${team.id}`)).json().is_member, true);
  await send('DELETE', `/teams/${team.id}`);
  assert.deepEqual([(await elsewhere('/teams')).items, (await api.ada.send('POST', `/conversations/${id}/assignments`, { team_id: team.id })).status, (await get(`/conversations/${id}`)).id], [[], 404, id]);
  await assign({ team_id: 0 });
  assert.deepEqual(await who(), [null, null]);

  const gone = await send('POST', '/agents', { name: 'Gil', email: 'gil@desk.test', role: 'agent' });
  await assign({ assignee_id: gone.id });
  await send('DELETE', `/agents/${gone.id}`);
  const { assignee } = (await get(`/conversations/${id}`)).meta;
  assert.deepEqual([assignee.id, assignee.name, assignee.accounts], [gone.id, 'Gil', []], 'who is gone is still named');
  assert.equal((await api.ada.send('POST', `/conversations/${id}/assignments`, { assignee_id: gone.id })).status, 404, 'but gets no new ones');
});

test('labels are replaced, not added; attributes are merged', async () => {
  const id = await open();
  const labels = async () => {
    const names = new Map((await elsewhere('/labels')).items.map((label: Wire) => [label.id, label.name]));
    return (await elsewhere(`/conversations/${id}`)).labelIds.map((label: number) => names.get(label)).toSorted();
  };
  await send('POST', `/conversations/${id}/labels`, { labels: ['lamp', 'vip'] });
  await send('POST', `/conversations/${id}/labels`, { labels: 'vip, late' });
  assert.deepEqual([await labels(), (await get('/conversations?labels=none,late')).data.payload.map((row: Wire) => row.id)], [['late', 'vip'], [id]]);
  await send('POST', `/conversations/${id}/labels`, { labels: [] });
  assert.deepEqual([await labels(), (await get('/conversations?labels[]=vip')).data.payload], [[], []]);
  await send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Due', attribute_key: 'due', attribute_display_type: 5, attribute_model: 0 });
  await send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { due: '2024-05-01', free: [1] } });
  await send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { more: true } });
  assert.deepEqual([(await get(`/conversations/${id}`)).custom_attributes, (await elsewhere(`/conversations/${id}`)).attributes], [{ due: '2024-05-01', free: [1], more: true }, { due: '2024-05-01' }]);
});

test('of several changes at once to one conversation or contact none is lost', async () => {
  const id = await open();
  const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'];
  await Promise.all([
    ...keys.map((key) => send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { [key]: 1 } })),
    ...keys.map((key, at) => send('PUT', `/contacts/${bo.id}`, { custom_attributes: { [key]: 1, tier: key }, ...(at % 2 === 0 && { additional_attributes: { city: key } }) })),
  ]);
  for (const attributes of [(await get(`/conversations/${id}`)).custom_attributes, (await get(`/contacts/${bo.id}`)).payload.contact.custom_attributes]) assert.deepEqual(keys.filter((key) => attributes[key] !== 1), []);
});

test('messages with several files in a form are seen elsewhere, and a deleted one is gone everywhere', async () => {
  const id = await open();
  await send('POST', `/conversations/${id}/messages`, { content: 'stays', message_type: 'incoming' });
  const form = new FormData();
  for (const [name, value] of [['content', 'zebra'], ['private', 'false'], ['content_attributes', '{"in_reply_to":7}']] as const) form.append(name, value);
  for (const name of ['1.txt', '2.txt', '3.txt']) form.append('attachments[]', new File([name], name));
  const made = await api.deployed.form(`/conversations/${id}/messages`, form);
  assert.equal(made.status, 200, made.body);
  const { id: messageId, attachments, content_attributes: attributes } = made.json();
  assert.deepEqual([attachments.map(({ file_name: name }: Wire) => name), attributes], [['1.txt', '2.txt', '3.txt'], { in_reply_to: 7 }]);
  const timeline = (await elsewhere(`/conversations/${id}/timeline`)).items.find((item: Wire) => item.id === messageId && item.type === 'message');
  assert.deepEqual([await textsOf(id), timeline.attachments.map(({ fileName }: Wire) => fileName)], [[['incoming', 'stays'], ['outgoing', 'zebra']], ['1.txt', '2.txt', '3.txt']]);
  await api.settle();
  assert.deepEqual([(await get('/conversations?q=zebra')).data.payload.length, (await elsewhere('/search?q=zebra')).items.length, (await get(`/conversations/${id}`)).agent_last_seen_at !== '0'], [1, 1, true]);

  await send('DELETE', `/conversations/${id}/messages/${messageId}`);
  await api.settle();
  const list = (await get('/conversations')).data.payload.find((row: Wire) => row.id === id);
  const filtered = (await send('POST', '/conversations/filter', { payload: [{ attribute_key: 'display_id', filter_operator: 'equal_to', values: [id] }] })).data.payload[0];
  const ofContact = (await get(`/contacts/${bo.id}/conversations`)).find((row: Wire) => row.id === id);
  for (const row of [list, filtered, ofContact]) assert.deepEqual(row.messages.map(({ content }: Wire) => content), ['stays'], 'lists show the newest that is left');
  for (const messages of [await get(`/conversations/${id}/messages`), (await get(`/conversations/${id}`)).messages]) {
    assert.deepEqual(messages.map(({ content, content_attributes, attachment }: Wire) => [content, content_attributes, attachment]), [['stays', {}, {}], ['This message was deleted', { deleted: true }, {}]]);
  }
  assert.deepEqual([await textsOf(id), (await get('/conversations?q=zebra')).data.payload, (await elsewhere('/search?q=zebra')).items], [[['incoming', 'stays']], [], []]);
});

test('a conversation that was merged elsewhere answers to its old number', async () => {
  const [from, into] = [await open({ message: { content: 'first' } }), await open({ message: { content: 'second' } })];
  await elsewhere(`/conversations/${from}/merge`, 'POST', { into });
  assert.deepEqual([(await get(`/conversations/${from}`)).id, (await get(`/conversations/${from}/messages`)).length], [into, 2]);
  assert.equal((await send('POST', `/conversations/${from}/messages`, { content: 'third' })).conversation_id, into);
  assert.equal((await send('POST', `/conversations/${from}/toggle_status`, { status: 'resolved' })).payload.conversation_id, into);
  await send('POST', `/conversations/${from}/toggle_priority`, { priority: 'high' });
  await send('POST', `/conversations/${from}/labels`, { labels: ['moved'] });
  await send('POST', `/conversations/${from}/custom_attributes`, { custom_attributes: { k: 1 } });
  const shown = await get(`/conversations/${into}`);
  assert.deepEqual([shown.status, shown.custom_attributes, (await get(`/conversations/${from}/labels`)).payload, (await elsewhere(`/conversations/${into}`)).priority, shown.messages.length], ['resolved', { k: 1 }, ['moved'], 3, 3]);
});

test('a contact that was merged elsewhere answers to the old number, also for a new conversation', async () => {
  const make = async (name: string): Promise<{ id: number; source: string }> => {
    const { id, payload } = await send('POST', '/contacts', { inbox_id: inboxId, name, email: `${name}@merge.test` });
    return { id, source: payload.contact.contact_inboxes[0].source_id };
  };
  const [old, kept] = [await make('old'), await make('kept')];
  await elsewhere(`/contacts/${old.id}/merge`, 'POST', { into: kept.id });
  const made = [
    await send('POST', '/conversations', { inbox_id: inboxId, source_id: old.source, contact_id: old.id }), await send('POST', '/conversations', { inbox_id: inboxId, contact_id: old.id }),
    await send('POST', '/conversations', { inbox_id: inboxId, source_id: kept.source, contact_id: old.id }),
  ].map(({ id }) => id);
  assert.deepEqual([(await get(`/contacts/${old.id}`)).payload.id ?? (await get(`/contacts/${old.id}`)).id, (await get(`/contacts/${kept.id}/conversations`)).map(({ id }: Wire) => id).toSorted()], [kept.id, made]);
});

test('definitions, canned responses and saved filters', async () => {
  const made = await send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Price', attribute_key: 'price', attribute_display_type: 1, attribute_model: 0 });
  await send('PATCH', `/custom_attribute_definitions/${made.id}`, { attribute_display_name: 'Net price', attribute_description: 'in euro', attribute_display_type: 2 });
  const listed = (await get('/custom_attribute_definitions?attribute_model=0')).find((each: Wire) => each.id === made.id);
  assert.deepEqual([listed.attribute_display_name, listed.attribute_description, listed.attribute_display_type, (await elsewhere('/attributes')).items.find((each: Wire) => each.id === made.id)?.name], ['Net price', 'in euro', 'currency', 'Net price']);
  assert.deepEqual((await api.ada.send('PATCH', `/custom_attribute_definitions/${made.id}`, { attribute_display_type: 0 })).json(), { message: 'Attribute display type cannot be changed', attributes: ['attribute_display_type'] });

  const canned = await send('POST', '/canned_responses', { short_code: 'hi', content: 'Good day' });
  await send('PATCH', `/canned_responses/${canned.id}`, { short_code: 'hello' });
  assert.deepEqual((await elsewhere('/canned-responses')).items.map(({ id, shortCode, content }: Wire) => [id, shortCode, content]), [[canned.id, 'hello', 'Good day']]);
  await send('DELETE', `/canned_responses/${canned.id}`);
  assert.deepEqual((await elsewhere('/canned-responses')).items, []);

  const [cheap, dear] = [await open({ custom_attributes: { price: 5 } }), await open({ custom_attributes: { price: 50 } })];
  const filter = await send('POST', '/custom_filters', { name: 'Dear', filter_type: 'conversation', query: { payload: [{ attribute_key: 'price', filter_operator: 'is_greater_than', values: ['10'], query_operator: null }] } });
  const apply = async () => (await send('POST', '/conversations/filter', (await get(`/custom_filters/${filter.id}`)).query)).data.payload.map(({ id }: Wire) => id);
  assert.deepEqual(await apply(), [dear]);
  await send('PATCH', `/custom_filters/${filter.id}`, { query: { payload: [{ attribute_key: 'price', filter_operator: 'is_present', values: [], query_operator: null }] } });
  assert.deepEqual(await apply(), [dear, cheap]);
  const ofContacts = await send('POST', '/custom_filters?filter_type=contact', { name: 'Bo', query: { payload: [{ attribute_key: 'email', filter_operator: 'contains', values: ['bo@'] }] } });
  assert.deepEqual((await get('/custom_filters?filter_type=contact')).map(({ id, type }: Wire) => [id, type]), [[ofContacts.id, 'contact']], 'the kind may stand in the query');
  assert.deepEqual((await send('POST', '/contacts/filter', (await get(`/custom_filters/${ofContacts.id}`)).query)).map(({ id }: Wire) => id), [bo.id]);
  await send('DELETE', `/custom_attribute_definitions/${made.id}`);
  assert.deepEqual([(await get(`/conversations/${dear}`)).custom_attributes, (await api.ada.send('POST', '/conversations/filter', (await get(`/custom_filters/${filter.id}`)).query)).status], [{}, 422], 'a definition takes its values along');
});

test('an answer in a mailbox is mail in our own API, to whom it answers', async () => {
  await api.desk.database.withAccount(api.accountId, (tx) => receiveMails(tx, api.desk.act, api.desk.help, [writeMail({ from: 'mia@home.test', subject: 'Lamp', text: 'It is dark.' })]));
  const row = (await get(`/conversations?inbox_id=${api.desk.help.id}`)).data.payload.find(({ additional_attributes }: Wire) => additional_attributes.mail_subject === 'Lamp');
  await send('POST', `/conversations/${row.id}/messages`, { content: 'Try the switch.' });
  const outbox = (await elsewhere(`/conversations/${row.id}/timeline`)).items.find((item: Wire) => item.direction === 'outgoing');
  assert.deepEqual([outbox.parties.filter(({ role }: Wire) => role === 'to').map(({ address }: Wire) => address), outbox.subject, outbox.delivery !== null], [['mia@home.test'], 'Re: Lamp', true]);
  const contacts = (await get('/contacts/search?q=mia@home.test')).payload;
  assert.equal((await get(`/contacts/${contacts[0].id}/conversations`))[0].id, row.id);
});
