import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findConnections, findContactSources, openConnection } from '#core/channels/index.ts';
import { findContactByPoint } from '#core/contacts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { getAttributeValues } from '#core/labels/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
let inboxId: number;
before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api', webhook_url: 'https://hooks.test/x' } })).json().id;
});
after(() => api.close());
const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);
const make = async (fields: object) => (await api.ada.send('POST', '/contacts', { inbox_id: inboxId, ...fields })).json();
const namesOf = (list: { payload: { contact: { name: string } } }[]) => list.map(({ payload }) => payload.contact.name);

test('an inbox for software, and a mailbox with its servers', async () => {
  const shown = (await api.ada.get(`/inboxes/${inboxId}/`)).json();
  assert.deepEqual(shown, {
    id: inboxId, name: 'Robot', website_url: null, channel_type: 'Channel::Api', avatar_url: null, widget_color: null, website_token: null, enable_auto_assignment: true, web_widget_script: null,
    welcome_title: null, welcome_tagline: null, greeting_enabled: false, greeting_message: null,
  });
  const mailbox = await api.ada.send('POST', '/inboxes/', {
    name: 'Post', greeting_enabled: true, greeting_message: 'Hi', channel: { type: 'email', email: 'post@desk.test', imap_enabled: true, imap_address: 'imap.test', imap_login: 'post', imap_password: 'secret', smtp_address: 'smtp.test', smtp_enable_ssl_tls: true },
  });
  assert.equal(mailbox.status, 200, mailbox.body);
  assert.deepEqual([mailbox.json().channel_type, mailbox.json().greeting_message, mailbox.body.includes('secret')], ['Channel::Email', 'Hi', false]);
  const { id } = mailbox.json();
  const connections = async () => (await within((tx) => findConnections(tx, api.desk.act, [id]))).map(({ kind, host, port, security, auth, userName }) => [kind, host, port, security, auth, userName]);
  assert.deepEqual(await connections(), [['imap', 'imap.test', 993, 'tls', 'password', 'post'], ['smtp', 'smtp.test', 465, 'tls', 'none', '']]);
  const key = await api.outside.key();
  assert.equal((await within((tx) => openConnection(tx, api.desk.act, key, id, 'imap')))?.secret, 'secret');
  const elsewhere = await api.ada.send('PATCH', `/inboxes/${id}`, { name: 'Elsewhere', channel: { imap_address: 'imap.evil.test' } });
  assert.deepEqual([elsewhere.status, elsewhere.body.includes('must be given anew where the host or the user name changes')], [422, true], 'a kept password goes to no other server');
  assert.deepEqual([(await connections())[0], (await api.ada.get(`/inboxes/${id}`)).json().name], [['imap', 'imap.test', 993, 'tls', 'password', 'post'], 'Post'], 'and nothing changes');
  const changed = await api.ada.send('PATCH', `/inboxes/${id}`, { name: 'Post room', enable_auto_assignment: false, channel: { imap_login: 'other', imap_password: 'secret', smtp_enabled: false } });
  assert.deepEqual([changed.status, changed.json().name, changed.json().enable_auto_assignment, changed.json().greeting_enabled], [200, 'Post room', false, true]);
  assert.deepEqual(await connections(), [['imap', 'imap.test', 993, 'tls', 'password', 'other']]);
  assert.deepEqual((await api.ada.get('/inboxes')).json().map(({ name }: { name: string }) => name).includes('Post room'), true);
  assert.deepEqual((await api.deployed.get('/inboxes')).json().payload.length, (await api.ada.get('/inboxes')).json().length);
});

test('inboxes: wrong input, wrong rights, unknown ids', async () => {
  for (const payload of [{ channel: { type: 'carrier_pigeon' } }, { channel: { type: 'email' } }, { channel: { type: 'email', email: 'x' } }, { channel: { type: 'email', email: 'help@desk.test' } }, {}, { channel: { type: 'api', webhook_url: 'javascript:1' } },
    { channel: { type: 'email', email: 'a@desk.test', imap_enabled: true } }, { channel: { type: 'email', email: 'a@desk.test', imap_address: 'a b' } }]) {
    assert.equal((await api.ada.send('POST', '/inboxes', payload)).status, 422, JSON.stringify(payload));
  }
  const form = new FormData();
  form.append('channel[type]', 'api');
  form.append('avatar', new File(['x'], 'x.png'));
  assert.deepEqual((await api.ada.form('/inboxes', form)).json(), { message: 'Avatar images cannot be stored yet', attributes: ['avatar'] });
  assert.equal((await api.cy.send('POST', '/inboxes', { channel: { type: 'api' } })).status, 401);
  assert.equal((await api.ada.get('/inboxes/999999')).status, 404);
  assert.equal((await api.ada.send('PATCH', '/inboxes/999999', { name: 'x' })).status, 404);
});

test('a contact is created with a source id in its inbox, read, changed, and found in core', async () => {
  const bo = await make({ name: 'Bo', email: 'Bo@home.test', phone_number: '+49301234567', identifier: 'crm-1', avatar_url: 'https://pics.test/bo.png', custom_attributes: { plan: 'gold', age: 7 }, additional_attributes: { city: 'Bonn' } });
  const { contact } = bo.payload;
  assert.deepEqual([contact.email, contact.phone_number, contact.thumbnail, contact.custom_attributes, contact.additional_attributes, contact.contact_inboxes[0].inbox.id], ['Bo@home.test', '+49301234567', 'https://pics.test/bo.png', { plan: 'gold', age: 7 }, { city: 'Bonn' }, inboxId]);
  assert.equal((await within((tx) => findContactByPoint(tx, api.desk.act, 'external', 'crm-1')))?.id, bo.id);
  assert.deepEqual((await within((tx) => findContactSources(tx, api.desk.act, [bo.id]))).map(({ sourceId }) => sourceId), [contact.contact_inboxes[0].source_id]);
  assert.deepEqual((await api.ada.get(`/contacts/${bo.id}`)).json(), bo);
  const changed = (await api.ada.send('PUT', `/contacts/${bo.id}`, { name: 'Bo Li', email: 'li@home.test', phone_number: '', custom_attributes: { age: null, colour: 'red' } })).json();
  assert.deepEqual([changed.payload.contact.name, changed.payload.contact.email, changed.payload.contact.phone_number, changed.payload.contact.custom_attributes], ['Bo Li', 'li@home.test', null, { plan: 'gold', colour: 'red' }]);
  assert.equal(await within((tx) => findContactByPoint(tx, api.desk.act, 'phone', '+49301234567')), null);
});

test('attributes with a definition are values of core, checked by their type', async () => {
  const definition = await api.ada.send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Plan level', attribute_display_type: 6, attribute_values: ['basic', 'pro'], attribute_model: 1, attribute_description: 'which' });
  assert.equal(definition.status, 200, definition.body);
  const kim = await make({ name: 'Kim', email: 'kim@home.test', custom_attributes: { plan_level: 'pro', free: true } });
  assert.deepEqual(kim.payload.contact.custom_attributes, { free: true, plan_level: 'pro' });
  assert.deepEqual((await within((tx) => getAttributeValues(tx, api.desk.act, 'contact', [kim.id]))).get(kim.id), { plan_level: 'pro' });
  const wrong = await api.ada.send('PUT', `/contacts/${kim.id}`, { name: 'Changed', custom_attributes: { plan_level: 'huge' } });
  assert.deepEqual([wrong.status, wrong.json().attributes], [422, ['plan_level']]);
  assert.equal((await api.ada.get(`/contacts/${kim.id}`)).json().payload.contact.name, 'Kim', 'nothing of it was changed');
});

test('custom attribute definitions: list, show, change what may change, delete', async () => {
  const made = (await api.ada.send('POST', '/custom_attribute_definitions', { attribute_display_name: 'Order value', attribute_display_type: 2, attribute_key: 'order_value', attribute_model: 0 })).json();
  assert.deepEqual(made, { id: made.id, attribute_display_name: 'Order value', attribute_display_type: 'currency', attribute_description: '', attribute_key: 'order_value', attribute_values: '[]', default_value: '', attribute_model: 'conversation_attribute', account_id: api.accountId });
  assert.deepEqual((await api.ada.get(`/custom_attribute_definitions/${made.id}`)).json(), made);
  assert.deepEqual((await api.ada.get('/custom_attribute_definitions?attribute_model=0')).json(), [made]);
  const listed = (await api.ada.get('/custom_attribute_definitions?attribute_model=1')).json();
  assert.deepEqual([listed[0].attribute_values, listed[0].attribute_description], ['["basic","pro"]', 'which']);
  assert.deepEqual((await api.deployed.get('/custom_attribute_definitions?attribute_model=1')).json()[0].attribute_values, ['basic', 'pro']);
  const changed = (await api.ada.send('PATCH', `/custom_attribute_definitions/${made.id}`, { attribute_display_name: 'Value', attribute_description: 'in euro', attribute_key: 'order_value' })).json();
  assert.deepEqual([changed.attribute_display_name, changed.attribute_description], ['Value', 'in euro']);
  assert.deepEqual((await api.ada.send('PATCH', `/custom_attribute_definitions/${made.id}`, { attribute_display_type: 0, attribute_key: 'x' })).json().attributes, ['attribute_display_type', 'attribute_key']);
  for (const payload of [{ attribute_display_name: 'X', attribute_key: 'Not A Key' }, { attribute_display_name: 'X', attribute_display_type: 6 }, { attribute_display_name: 'X', attribute_display_type: 9 }, { attribute_display_name: 'Again', attribute_key: 'order_value' }, {}]) {
    assert.equal((await api.ada.send('POST', '/custom_attribute_definitions', payload)).status, 422, JSON.stringify(payload));
  }
  assert.equal((await api.ada.get('/custom_attribute_definitions')).status, 422);
  assert.equal((await api.cy.send('DELETE', `/custom_attribute_definitions/${made.id}`)).status, 401);
  assert.equal((await api.ada.send('DELETE', `/custom_attribute_definitions/${made.id}`)).status, 200);
  assert.equal((await api.ada.get(`/custom_attribute_definitions/${made.id}`)).status, 404);
});

test('contacts: lists in both shapes, orders, pages, search', async () => {
  await api.settle();
  assert.deepEqual(namesOf((await api.ada.get('/contacts')).json()), ['Bo Li', 'Kim']);
  assert.deepEqual(namesOf((await api.ada.get('/contacts?sort=-name&page=1')).json()), ['Kim', 'Bo Li']);
  assert.deepEqual((await api.ada.get('/contacts?page=2')).json(), []);
  const page = (await api.deployed.get('/contacts?sort=email')).json();
  assert.deepEqual([page.meta, page.payload.map(({ name, identifier }: { name: string; identifier: string | null }) => [name, identifier])], [{ count: 2, current_page: 1 }, [['Kim', null], ['Bo Li', 'crm-1']]]);
  for (const q of ['li@HOME', 'bo l', 'crm-1']) assert.deepEqual(namesOf((await api.ada.get(`/contacts/search?q=${encodeURIComponent(q)}`)).json().payload), ['Bo Li'], q);
  assert.deepEqual((await api.deployed.get('/contacts/search?q=kim')).json().meta, { count: 1, current_page: 1 });
  assert.deepEqual((await api.ada.get('/contacts/search')).json(), { message: 'Specify search string with parameter q', attributes: [] });
  for (const query of ['sort=age', 'page=0', 'page=x', 'page=999999999', 'page[]=1']) assert.ok([422].includes((await api.ada.get(`/contacts?${query}`)).status), query);
});

test('contacts: every operator over standard and custom attributes, in chains', async () => {
  const filter = async (...payload: object[]) => {
    const answer = await api.ada.send('POST', '/contacts/filter', { payload });
    assert.equal(answer.status, 200, answer.body);
    return namesOf(answer.json());
  };
  const one = (attribute_key: string, filter_operator: string, values: unknown[] = [], query_operator: string | null = null) => ({ attribute_key, filter_operator, values, query_operator });
  assert.deepEqual(await filter(one('name', 'equal_to', ['kim'])), ['Kim']);
  assert.deepEqual(await filter(one('name', 'not_equal_to', ['kim'])), ['Bo Li']);
  assert.deepEqual(await filter(one('email', 'contains', ['LI@'])), ['Bo Li']);
  assert.deepEqual(await filter(one('email', 'does_not_contain', ['li@'])), ['Kim']);
  assert.deepEqual(await filter(one('identifier', 'is_present')), ['Bo Li']);
  assert.deepEqual(await filter(one('identifier', 'is_not_present')), ['Kim']);
  assert.deepEqual(await filter(one('created_at', 'is_greater_than', ['2024-05-06'])), ['Bo Li', 'Kim']);
  assert.deepEqual(await filter(one('created_at', 'is_less_than', ['2024-05-06'])), []);
  assert.deepEqual(await filter(one('created_at', 'days_before', [1])), []);
  assert.deepEqual(await filter(one('plan_level', 'equal_to', ['pro'])), ['Kim']);
  assert.deepEqual(await filter(one('city', 'equal_to', ['bonn'])), ['Bo Li']);
  assert.deepEqual(await filter(one('name', 'equal_to', ['kim'], 'OR'), one('name', 'contains', ['bo'], 'and'), one('city', 'is_present')), ['Bo Li', 'Kim'], 'AND binds tighter');
  assert.deepEqual((await api.deployed.send('POST', '/contacts/filter?page=1', { payload: [one('name', 'equal_to', ['kim'])] })).json().meta, { count: 1, current_page: 1 });
  const wrong: [object[], string][] = [[[one('shoe_size', 'equal_to', ['1'])], 'payload.0.attribute_key'], [[one('name', 'like', ['x'])], 'payload.0.filter_operator'], [[one('name', 'equal_to', ['x']), one('name', 'equal_to', ['x'])], 'payload.0.query_operator'],
    [[one('created_at', 'is_greater_than', ['soon'])], 'created_at'], [[one('name', 'equal_to', [])], 'name'], [[one('name', 'equal_to', [{ a: 1 }])], 'payload.0.values'], [[one('name', 'days_before', ['1'])], 'name']];
  for (const [payload, field] of wrong) {
    const answer = await api.ada.send('POST', '/contacts/filter', { payload });
    assert.deepEqual([answer.status, answer.json().attributes], [422, [field]], answer.body);
  }
  assert.equal((await api.ada.send('POST', '/contacts/filter', {})).status, 422);
});

test('source ids: made and given, in mailboxes the address, never another contact\'s', async () => {
  const [zoe, yan] = [await make({ name: 'Zoe', email: 'zoe@home.test' }), await make({ name: 'Yan' })];
  const given = (await api.ada.send('POST', `/contacts/${zoe.id}/contact_inboxes`, { inbox_id: inboxId, source_id: 'zoe-7' })).json();
  assert.deepEqual([given.source_id, given.inbox.id], ['zoe-7', inboxId]);
  assert.equal((await api.ada.send('POST', `/contacts/${yan.id}/contact_inboxes`, { inbox_id: inboxId, source_id: 'zoe-7' })).status, 422);
  assert.equal((await api.ada.send('POST', `/contacts/${zoe.id}/contact_inboxes`, { inbox_id: api.desk.help.id })).json().source_id, 'zoe@home.test');
  assert.equal((await api.ada.send('POST', `/contacts/${yan.id}/contact_inboxes`, { inbox_id: api.desk.help.id })).status, 422);
  assert.equal((await api.ada.send('POST', `/contacts/${yan.id}/contact_inboxes`, { inbox_id: 999_999 })).status, 404);
  const reachable = (await api.deployed.get(`/contacts/${zoe.id}/contactable_inboxes`)).json().payload.map(({ inbox }: { inbox: { name: string } }) => inbox.name);
  assert.deepEqual([reachable.includes('Robot'), reachable.includes('help@desk.test')], [true, true]);
  assert.equal(typeof (await api.ada.get(`/contacts/${zoe.id}/contactable_inboxes`)).json().source_id, 'string');
});

test('contacts: wrong input, wrong rights, unknown ids; a refusal changes nothing', async () => {
  for (const [payload, attribute] of [[{ email: 'nope' }, 'email'], [{ name: 'X', phone_number: '0301' }, 'phone_number'], [{}, 'name'], [{ name: 'X', email: 'kim@home.test' }, 'email'], [{ name: 'X', avatar_url: 'javascript:1' }, 'url'], [{ name: 'x'.repeat(501) }, 'name']] as const) {
    const answer = await api.ada.send('POST', '/contacts', { inbox_id: inboxId, ...payload });
    assert.deepEqual([answer.status, answer.json().attributes], [422, [attribute]], answer.body);
  }
  assert.equal((await api.ada.send('POST', '/contacts', { inbox_id: inboxId, name: 'X', email: 'kim@home.test' })).json().message, 'Email has already been taken');
  assert.equal((await api.ada.send('POST', '/contacts', { inbox_id: 999_999, name: 'Lost', email: 'lost@home.test' })).status, 404);
  assert.equal(await within((tx) => findContactByPoint(tx, api.desk.act, 'email', 'lost@home.test')), null);
  const kim = (await api.ada.get('/contacts/search?q=kim@')).json().payload[0];
  assert.equal((await api.eve.get(`/contacts/${kim.id}`)).status, 404);
  assert.equal((await api.cy.send('DELETE', `/contacts/${kim.id}`)).status, 401);
  for (const [method, path] of [['GET', ''], ['PUT', ''], ['DELETE', ''], ['GET', '/conversations'], ['GET', '/contactable_inboxes']] as const) assert.equal((await api.ada.send(method as 'PUT', `/contacts/999999${path}`, method === 'PUT' ? {} : undefined)).status, 404, `${method} ${path}`);
  assert.equal((await api.ada.send('DELETE', `/contacts/${kim.id}`)).status, 200);
  assert.equal((await api.ada.get(`/contacts/${kim.id}`)).status, 404);
});

test('what mail brought is there too: the contact and its conversation', async () => {
  await within((tx) => receiveMails(tx, api.desk.act, api.desk.help, [writeMail({ from: 'mia@home.test', subject: 'A question', text: 'How?' })]));
  const mia = (await api.ada.get('/contacts/search?q=mia@home')).json().payload[0];
  const [conversation] = (await api.ada.get(`/contacts/${mia.id}/conversations`)).json();
  assert.deepEqual([conversation.display_id, conversation.meta.sender, conversation.messages[0].content, conversation.messages[0].sender.email, conversation.additional_attributes], [
    conversation.id, { id: mia.id, name: 'mia', thumbnail: '', channel: 'Channel::Email' }, 'How?', 'mia@home.test', { mail_subject: 'A question' },
  ]);
  assert.equal((await api.deployed.get(`/contacts/${mia.id}/conversations`)).json().payload.length, 1);
});
