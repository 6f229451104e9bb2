import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPlatformApp } from '#core/platform/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { nimchat } from './dialect.ts';
import { differences } from './testing/differences.ts';
import { parameters, samples } from './testing/document.ts';
import { openNimchat, type Nimchat } from './testing/open-nimchat.ts';

const operations = nimchat(noOutside()).operations.filter(({ id }) => !id.endsWith('.without-version'));
/** Ours, or another way to one that is documented. */
const undocumented = ['files.get', 'integrations.hooks.process-event', 'inbox-members.delete-of-inbox', 'public.files.get'];

let api: Nimchat;
before(async () => { api = await openNimchat(); });
after(() => api.close());

test('a difference is found, wherever it is', () => {
  const sample = { id: 0, list: [{ name: 'string' }], map: {} };
  const found = (value: unknown, ...nulls: string[]) => differences(value, sample, new Set(nulls));
  assert.deepEqual(found({ id: 1, list: [{ name: 'x' }], map: { any: [1] } }), []);
  assert.deepEqual(found({ id: '1', list: [{ name: null }], map: {} }), ['id is string, not a whole number', 'list.*.name is null']);
  assert.deepEqual(found({ id: 1.5, list: [{ name: null }], map: null, more: 1 }, 'list.*.name'), ['more is not in the document', 'id is a number, not a whole number', 'map is null']);
  assert.deepEqual([found({ list: [], map: [] }), found([]), found(null)], [['id is missing', 'list is empty', 'map is no map'], ['the answer is no map'], ['the answer is null']]);
});

test('every operation has a sample of the document, and takes the parameters that stand there', () => {
  assert.deepEqual(operations.map(({ id }) => id).toSorted(), [...Object.keys(samples), ...undocumented].toSorted());
  for (const { id, schemas } of operations) {
    const taken = [schemas.query, schemas.body].flatMap((schema) => Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}));
    for (const name of parameters[id] ?? []) assert.ok(taken.includes(name), `${id} takes no ${name}`);
  }
});

/** What the document calls a text and is null here: of website inboxes only, or not there. */
const inboxNulls = ['website_url', 'avatar_url', 'widget_color', 'website_token', 'web_widget_script', 'welcome_title', 'welcome_tagline', 'greeting_message'];
const mayBeNull = new Set(['working_hours.*.open_hour', 'working_hours.*.open_minutes', 'working_hours.*.close_hour', 'working_hours.*.close_minutes', ...inboxNulls, ...inboxNulls.map((key) => `*.${key}`), ...['', 'payload.contact.contact_inboxes.*.', '*.payload.contact.contact_inboxes.*.', 'payload.*.payload.contact.contact_inboxes.*.'].flatMap((path) => inboxNulls.map((key) => `${path}inbox.${key}`))]);

/** Two of the three categories are no translation and stand at the top, one of the two articles is no translation. */
const portalNulls = ['categories.*.associated_category_id is null', 'categories.*.parent_category_id is null', 'categories.*.associated_category_id is null', 'categories.*.parent_category_id is null', 'articles.*.associated_article_id is null'];

test('every operation, called as the document calls it, answers in the shape of the document', async () => {
  const seen = new Set<string>();
  const program = api.callerOf((await api.desk.database.withoutAccount((tx) => createPlatformApp(tx, { name: 'document', now: api.desk.act.now }))).secret, 0);
  const call = async (id: string, path: string, body?: object, empty: readonly string[] = []): Promise<any> => { // oxlint-disable-line typescript/no-explicit-any -- the wire
    const { method } = operations.find((each) => each.id === id)!;
    const caller = id.startsWith('platform.') ? program : api.ada;
    const answer = method === 'GET' ? await caller.get(path) : body instanceof FormData ? await caller.form(path, body) : await caller.send(method, path, body);
    assert.equal(answer.status, 200, `${id}: ${answer.body}`);
    assert.deepEqual(samples[id] === null ? (answer.body === 'null' ? [] : [answer.body]) : differences(answer.json(), samples[id], id.startsWith('platform.') ? new Set(['account_id', '*.account_id']) : mayBeNull), empty, id);
    seen.add(id);
    return answer.json();
  };

  const me = await call('profile.show', '//api/v1/profile');
  const cleo = await call('agents.create', '/agents', { name: 'Cleo', email: 'cleo@desk.test', role: 'agent', availability_status: 'available', auto_offline: true });
  await call('agents.update', `/agents/${cleo.id}`, { role: 'agent', availability: 'busy', auto_offline: true });
  await call('agents.list', '/agents');

  const inbox = await call('inboxes.create', '/inboxes/', { name: 'Robot', channel: { type: 'api', webhook_url: 'https://hooks.test/x' } });
  await call('inboxes.update', `/inboxes/${inbox.id}`, { name: 'Robot', enable_auto_assignment: true, channel: { webhook_url: 'https://hooks.test/y' } });
  await call('inboxes.show', `/inboxes/${inbox.id}/`);
  await call('inboxes.list', '/inboxes');
  for (const id of ['inbox-members.create', 'inbox-members.update']) await call(id, '/inbox_members', { inbox_id: String(inbox.id), user_ids: [cleo.id] });
  await call('inbox-members.list', `/inbox_members/${inbox.id}`);
  await call('inbox-members.delete', '/inbox_members', { inbox_id: String(inbox.id), user_ids: [cleo.id] });

  const robot = await call('agent-bots.create', '/agent_bots', { name: 'string', description: 'string', outgoing_url: 'https://bots.test/x' });
  await call('agent-bots.update', `/agent_bots/${robot.id}`, { name: 'string', description: 'string', outgoing_url: 'https://bots.test/y' });
  await call('agent-bots.show', `/agent_bots/${robot.id}`);
  await call('agent-bots.list', '/agent_bots');
  await call('inboxes.set-agent-bot', `/inboxes/${inbox.id}/set_agent_bot`, { agent_bot: robot.id });
  await call('inboxes.agent-bot', `/inboxes/${inbox.id}/agent_bot`);
  const webhook = await call('webhooks.create', '/webhooks', { url: 'https://hooks.test/a', subscriptions: ['conversation_created'] });
  await call('webhooks.update', `/webhooks/${webhook.id}`, { url: 'https://hooks.test/b', subscriptions: ['conversation_created', 'webwidget_triggered'] });
  await call('webhooks.list', '/webhooks');
  const connected: string[] = [];
  for (const [app_id, settings] of [['webhook', { url: 'https://hooks.test/c' }], ['slack', { webhook_url: 'https://hooks.test/d' }], ['dialogflow', { endpoint_url: 'https://hooks.test/e' }], ['openai', { endpoint: 'https://models.test/v1', model: 'small' }]] as const) {
    connected.push((await call('integrations.hooks.create', '/integrations/hooks', { app_id, inbox_id: String(inbox.id), settings })).id);
  }
  await call('integrations.hooks.update', `/integrations/hooks/${connected[0]}`, { settings: { url: 'https://hooks.test/f' } });
  await call('integrations.apps', '/integrations/apps');
  for (const id of connected) await call('integrations.hooks.delete', `/integrations/hooks/${id}`);
  await call('webhooks.delete', `/webhooks/${webhook.id}`);
  await call('agent-bots.delete', `/agent_bots/${robot.id}`);

  const fields = { name: 'Bo', email: 'bo@home.test', phone_number: '+49301234567', avatar_url: 'https://pics.test/bo.png', identifier: 'crm-1', custom_attributes: { type: 'customer', age: 30 } };
  const bo = await call('contacts.create', '/contacts', { inbox_id: inbox.id, ...fields });
  const source = bo.payload.contact.contact_inboxes[0].source_id;
  await call('contacts.update', `/contacts/${bo.id}`, fields);
  await call('contacts.show', `/contacts/${bo.id}`);
  await call('contacts.list', '/contacts?sort=-name&page=1');
  await call('contacts.search', '/contacts/search?q=bo&sort=email&page=1');
  await call('contacts.filter', '/contacts/filter?page=1', { payload: [{ attribute_key: 'name', filter_operator: 'equal_to', values: ['bo'], query_operator: 'OR' }, { attribute_key: 'country_code', filter_operator: 'equal_to', values: ['us'], query_operator: null }] });
  await call('contacts.contact-inboxes.create', `/contacts/${bo.id}/contact_inboxes`, { inbox_id: inbox.id, source_id: 'bo-2' });
  await call('contacts.contactable-inboxes', `/contacts/${bo.id}/contactable_inboxes`);

  const team = await call('teams.create', '/teams', { name: 'Front', description: 'first line', allow_auto_assign: true });
  await call('teams.update', `/teams/${team.id}`, { name: 'Front desk', description: 'first line', allow_auto_assign: true });
  await call('teams.show', `/teams/${team.id}`);
  await call('teams.list', '/teams');
  for (const id of ['team-members.create', 'team-members.update']) await call(id, `/teams/${team.id}/team_members`, { user_ids: [me.id] });
  await call('team-members.list', `/teams/${team.id}/team_members`);

  const { id } = await call('conversations.create', '/conversations', {
    source_id: source, inbox_id: String(inbox.id), contact_id: String(bo.id), additional_attributes: {}, custom_attributes: { attribute_key: 'attribute_value', priority_conversation_number: 3 }, status: 'open', assignee_id: String(me.id),
    team_id: String(team.id), message: { content: 'string', template_params: { name: 'sample_issue_resolution', category: 'UTILITY', language: 'en_US', processed_params: { 1: 'Nimchat' } } },
  });
  const at = `/conversations/${id}`;
  const written = await call('messages.create', `${at}/messages`, { content: 'string', message_type: 'outgoing', private: true, content_type: 'cards', content_attributes: {}, template_params: {} });
  await call('messages.list', `${at}/messages`);
  await call('conversations.assign', `${at}/assignments`, { assignee_id: me.id, team_id: team.id });
  await call('conversations.labels.set', `${at}/labels`, { labels: ['string'] });
  await call('conversations.labels.list', `${at}/labels`);
  await call('conversations.custom-attributes', `${at}/custom_attributes`, { custom_attributes: { attribute_key: 'attribute_value' } });
  await call('conversations.toggle-priority', `${at}/toggle_priority`, { priority: 'urgent' });
  await call('conversations.toggle-status', `${at}/toggle_status`, { status: 'open' });
  await call('conversations.show', at);
  await api.settle();
  const query = `status=open&q=string&inbox_id=${inbox.id}&team_id=${team.id}&labels[]=string`;
  await call('conversations.list', `/conversations?assignee_type=me&${query}&page=1`);
  await call('conversations.meta', `/conversations/meta?${query}`);
  await call('conversations.filter', '/conversations/filter?page=1', { payload: [{ attribute_key: 'browser_language', filter_operator: 'not_eq', values: ['en'], query_operator: 'AND' }, { attribute_key: 'status', filter_operator: 'eq', values: ['open'], query_operator: null }] });
  await call('contacts.conversations', `/contacts/${bo.id}/conversations`);
  await call('messages.delete', `${at}/messages/${written.id}`);

  const definition = await call('custom-attribute-definitions.create', '/custom_attribute_definitions', { attribute_display_name: 'string', attribute_display_type: 0, attribute_description: 'string', attribute_key: 'string', attribute_values: [], attribute_model: 0 });
  await call('custom-attribute-definitions.update', `/custom_attribute_definitions/${definition.id}`, { attribute_display_name: 'string', attribute_display_type: 0, attribute_description: 'string', attribute_key: 'string', attribute_values: [], attribute_model: 0 });
  await call('custom-attribute-definitions.show', `/custom_attribute_definitions/${definition.id}`);
  await call('custom-attribute-definitions.list', '/custom_attribute_definitions?attribute_model=0');
  const filter = await call('custom-filters.create', '/custom_filters?filter_type=conversation', { name: 'string', type: 'conversation', query: {} });
  await call('custom-filters.update', `/custom_filters/${filter.id}`, { name: 'string', type: 'conversation', query: {} });
  await call('custom-filters.show', `/custom_filters/${filter.id}`);
  await call('custom-filters.list', '/custom_filters?filter_type=conversation');
  const canned = await call('canned-responses.create', '/canned_responses', { content: 'string', short_code: 'string' });
  await call('canned-responses.update', `/canned_responses/${canned.id}`, { content: 'string', short_code: 'string' });
  await call('canned-responses.list', '/canned_responses');

  const portalBody = { archived: true, color: '#fffff0', config: { allowed_locales: ['en', 'es'], default_locale: 'en' }, custom_domain: 'help.example.com', header_text: 'Handbook', homepage_link: 'https://www.example.com/', name: 'string', slug: 'string', page_title: 'string', account_id: 0 };
  const portal = await call('portals.create', '/portals', portalBody, ['categories is empty', 'articles is empty']);
  const english = await call('portals.categories.create', `/portals/${portal.id}/categories`, { description: 'string', locale: 'en', name: 'string', slug: 'string', position: 0 }, ['associated_category_id is null', 'parent_category_id is null']);
  const above = await call('portals.categories.create', '/portals/string/categories', { description: 'string', locale: 'es', name: 'string', slug: 'arriba', position: 0, account_id: 0 }, ['associated_category_id is null', 'parent_category_id is null']);
  await call('portals.categories.create', `/portals/${portal.id}/categories`, { description: 'string', locale: 'es', name: 'string', slug: 'string', position: 0, portal_id: portal.id, account_id: 0, associated_category_id: english.id, parent_category_id: above.id });
  const articleBody = { content: 'string', meta: { tags: ['article_name'], title: 'article title', description: 'article description' }, position: 0, status: 'draft', title: 'string', slug: 'string', views: 0, author_id: me.id, folder_id: 1 };
  const article = await call('portals.articles.create', `/portals/${portal.id}/articles`, { ...articleBody, category_id: english.id }, ['associated_article_id is null']);
  await call('portals.articles.create', `/portals/${portal.id}/articles`, { ...articleBody, locale: 'es', category_id: above.id, portal_id: portal.id, account_id: 0, status: 1, associated_article_id: article.id });
  await call('portals.update', '/portals', portalBody, portalNulls);
  await call('portals.update-named', '/portals/string', portalBody, portalNulls);
  await call('portals.list', '/portals', undefined, portalNulls.map((each) => `*.${each}`));

  const door = `//public/api/v1/inboxes/${await api.doorOf(inbox.id)}`;
  await call('public.inboxes.show', door);
  const dora = await call('public.contacts.create', `${door}/contacts`, { identifier: 'string', email: 'dora@home.test', name: 'string', phone_number: '+49301234568', avatar_url: 'https://pics.test/d.png', custom_attributes: {} });
  const self = `${door}/contacts/${dora.source_id}`;
  await call('public.contacts.show', self);
  await call('public.contacts.update', self, { name: 'Dora', custom_attributes: { plan: 'pro' } });
  const opened = await api.ada.send('POST', `${self}/conversations`, {});
  const talk = `${self}/conversations/${opened.json().id}`;
  const withFile = (): FormData => {
    const form = new FormData();
    form.append('content', 'string');
    form.append('attachments[]', new Blob(['hello']), 'a.txt');
    return form;
  };
  await call('public.messages.create', `${talk}/messages`, Object.assign(withFile(), {}));
  const asked = (await api.ada.form(`/conversations/${opened.json().id}/messages`, withFile())).json();
  await call('public.messages.list', `${talk}/messages`);
  await call('public.messages.update', `${talk}/messages/${asked.id}`, { submitted_values: { csat_survey_response: { rating: 5, feedback_message: 'Great' } } });
  await call('public.conversations.list', `${self}/conversations`);
  // An empty one is built like one with messages: the document's sample shows one, and a new one has none.
  assert.deepEqual(differences({ ...opened.json<Record<string, unknown>>(), messages: [samples['messages.create']] }, samples['public.conversations.create'], mayBeNull), []);
  seen.add('public.conversations.create');

  const words = {
    name: 'Add label on message create event', description: 'Add label support and sales on message create event if incoming message content contains text help', event_name: 'message_created', active: true,
    actions: [{ action_name: 'add_label', action_params: ['support'] }], conditions: [{ attribute_key: 'content', filter_operator: 'contains', query_operator: 'nil', values: ['help'] }],
  };
  const rule = await call('automation-rules.create', '/automation_rules', words);
  assert.deepEqual({ ...rule, id: 0 }, { id: 0, ...words, account_id: api.accountId }, 'what was given comes back, word for word');
  assert.deepEqual(await call('automation-rules.update', `/automation_rules/${rule.id}`, { ...words, actions: [{ action_name: 'add_label', action_params: ['support', 'sales'] }] }), { ...rule, actions: [{ action_name: 'add_label', action_params: ['support', 'sales'] }] });
  await call('automation-rules.show', `/automation_rules/${rule.id}`);
  await call('automation-rules.list', '/automation_rules?page=1');
  await call('automation-rules.delete', `/automation_rules/${rule.id}`);

  const reports = `//api/v2/accounts/${api.accountId}/reports`;
  await call('reports.show', `${reports}?metric=conversations_count&type=account&since=1714521600&until=1715212800`);
  await call('reports.summary', `${reports}/summary?type=inbox&id=${inbox.id}&since=1714521600&until=1715212800`);
  await call('reports.conversations', `${reports}/conversations?type=account`);

  const platform = '//platform/api/v1';
  const company = await call('platform.accounts.create', `${platform}/accounts`, { name: 'string' });
  await call('platform.accounts.update', `${platform}/accounts/${company.id}`, { name: 'string' });
  await call('platform.accounts.show', `${platform}/accounts/${company.id}`);
  // Where the user is in no account, account_id is null and the list is empty: filled, it has the sample's shape.
  const employee = await program.send('POST', `${platform}/users`, { name: 'string', email: 'string@home.test', password: 'A str1ng, longer.', custom_attributes: {} });
  assert.deepEqual(differences({ ...employee.json<object>(), accounts: [{ id: 0, name: 'string', role: 'administrator' }] }, samples['platform.users.create'], new Set(['account_id'])), []);
  seen.add('platform.users.create');
  const { id: employeeId } = employee.json();
  await call('platform.account-users.create', `${platform}/accounts/${company.id}/account_users`, { user_id: employeeId, role: 'agent' });
  await call('platform.account-users.list', `${platform}/accounts/${company.id}/account_users`);
  await call('platform.users.show', `${platform}/users/${employeeId}`);
  await call('platform.users.update', `${platform}/users/${employeeId}`, { name: 'string', email: 'string@home.test', password: 'Another str1ng, longer.', custom_attributes: {} });
  await call('platform.users.login', `${platform}/users/${employeeId}/login`);
  await call('platform.account-users.delete', `${platform}/accounts/${company.id}/account_users`, { user_id: employeeId });
  await call('platform.users.delete', `${platform}/users/${employeeId}`);
  await call('platform.accounts.delete', `${platform}/accounts/${company.id}`);
  const helper = await call('platform.agent-bots.create', `${platform}/agent_bots`, { name: 'string', description: 'string', outgoing_url: 'https://hooks.test/p' });
  await call('platform.agent-bots.update', `${platform}/agent_bots/${helper.id}`, { name: 'string', description: 'string', outgoing_url: 'https://hooks.test/q' });
  await call('platform.agent-bots.show', `${platform}/agent_bots/${helper.id}`);
  await call('platform.agent-bots.list', `${platform}/agent_bots`);
  await call('platform.agent-bots.delete', `${platform}/agent_bots/${helper.id}`);

  await call('custom-attribute-definitions.delete', `/custom_attribute_definitions/${definition.id}`);
  await call('custom-filters.delete', `/custom_filters/${filter.id}`);
  await call('canned-responses.delete', `/canned_responses/${canned.id}`);
  await call('team-members.delete', `/teams/${team.id}/team_members`, { user_ids: [me.id] });
  await call('teams.delete', `/teams/${team.id}`);
  await call('contacts.delete', `/contacts/${bo.id}`);
  await call('agents.delete', `/agents/${cleo.id}`);
  assert.deepEqual(Object.keys(samples).filter((each) => !seen.has(each)), [], 'never called');
});

test('every word of the document\'s lists of words is taken, another one is refused with the list', async () => {
  const inboxId = (await api.ada.send('POST', '/inboxes', { channel: { type: 'api' } })).json().id;
  const contactId = (await api.ada.send('POST', '/contacts', { name: 'Kim', identifier: 'kim' })).json().id;
  const conversation = { inbox_id: inboxId, contact_id: contactId };
  const { id } = (await api.ada.send('POST', '/conversations', conversation)).json();
  await api.ada.send('POST', '/portals', { name: 'Words', slug: 'words' });
  const agent = (await api.ada.send('POST', '/agents', { name: 'Di', email: 'di@desk.test', role: 'agent' })).json().id;
  const get = (path: string, name: string) => (word: string) => api.ada.get(`${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(word)}`);
  const send = (method: 'POST' | 'PATCH', path: string, bodyOf: (word: string) => object) => (word: string) => api.ada.send(method, path, bodyOf(word));
  const sorts = ['name', 'email', 'phone_number', 'last_activity_at', '-name', '-email', '-phone_number', '-last_activity_at'];
  const statuses = ['open', 'resolved', 'pending', 'snoozed'];
  const table: readonly (readonly [string, readonly string[], (word: string) => ReturnType<typeof api.ada.get>])[] = [
    ['role', ['agent', 'administrator'], send('PATCH', `/agents/${agent}`, (role) => ({ role }))],
    ['availability', ['available', 'busy', 'offline'], send('PATCH', `/agents/${agent}`, (availability) => ({ role: 'agent', availability }))],
    ['sort', sorts, get('/contacts', 'sort')], ['sort', sorts, get('/contacts/search?q=kim', 'sort')],
    ['status', statuses, get('/conversations', 'status')], ['status', statuses, get('/conversations/meta', 'status')],
    ['assignee_type', ['me', 'unassigned', 'all', 'assigned'], get('/conversations', 'assignee_type')],
    ['status', ['open', 'resolved', 'pending'], send('POST', '/conversations', (status) => ({ ...conversation, status }))],
    ['status', ['open', 'resolved', 'pending'], send('POST', `/conversations/${id}/toggle_status`, (status) => ({ status }))],
    ['priority', ['urgent', 'high', 'medium', 'low', 'none'], send('POST', `/conversations/${id}/toggle_priority`, (priority) => ({ priority }))],
    ['message_type', ['outgoing', 'incoming'], send('POST', `/conversations/${id}/messages`, (message_type) => ({ content: 'x', message_type }))],
    ['content_type', ['input_email', 'cards', 'input_select', 'form', 'article'], send('POST', `/conversations/${id}/messages`, (content_type) => ({ content: 'x', content_type }))],
    ['event_name', ['conversation_created', 'conversation_updated', 'message_created'], send('POST', '/automation_rules', (event_name) => ({ name: event_name, event_name, active: false, actions: [{ action_name: 'resolve_conversation', action_params: [] }], conditions: [] }))],
    ['attribute_model', ['0', '1'], get('/custom_attribute_definitions', 'attribute_model')],
    ['filter_type', ['conversation', 'contact', 'report'], get('/custom_filters', 'filter_type')],
    ['type', ['conversation', 'contact', 'report'], send('POST', '/custom_filters', (type) => ({ name: type, type }))],
    ['status', ['draft', 'published', 'archived'], send('POST', '/portals/words/articles', (status) => ({ title: status, status }))],
  ];
  for (const [name, words, ask] of table) {
    for (const word of words) assert.equal((await ask(word)).status, 200, `${name} ${word}`);
    const wrong = await ask('Elsewhere');
    const { message, attributes } = wrong.json<{ message: string; attributes: string[] }>();
    assert.deepEqual([wrong.status, attributes, message.includes('must be one of'), words.every((word) => message.includes(word))], [422, [name], true, true], message);
  }
  for (const [at, word] of ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'].entries()) {
    const made = await api.ada.send('POST', '/custom_attribute_definitions', { attribute_display_name: word, attribute_key: `of_${word}`, attribute_display_type: at, attribute_model: 1, ...(word === 'list' && { attribute_values: ['a'] }) });
    assert.equal(made.json().attribute_display_type, word, made.body);
  }
});
