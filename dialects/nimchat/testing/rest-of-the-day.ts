import assert from 'node:assert/strict';
import type { OpenApiClient } from './openapi-client.ts';

type Wire = any; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

export interface DaySoFar {
  readonly call: OpenApiClient['call'];
  /** Path parameters: of the account, of a contact at his door, of a conversation. */
  readonly account: { readonly account_id: number };
  readonly self: Readonly<Record<'inbox_identifier' | 'contact_identifier', string>>;
  readonly at: { readonly account_id: number; readonly conversation_id: number };
  readonly me: Wire;
  readonly inbox: Wire;
  readonly team: Wire;
  readonly portal: Wire;
  /** Of the platform: an account and its user. */
  readonly company: Wire;
  readonly employee: Wire;
  readonly settle: () => Promise<unknown>;
}

/** What a day needs besides answering one customer, each thing read back where another operation shows it: with the day so far, every operation of the description. */
export async function liveThroughTheRest(day: DaySoFar): Promise<void> {
  await colleagues(day);
  await inboxAndRobots(day);
  await contactsAndTheirAttributes(day);
  await conversations(day);
  await filtersAndRules(day);
  await whatHearsOfIt(day);
  await atTheDoor(day);
  await platform(day);
}

async function colleagues({ call, account, me, team }: DaySoFar): Promise<void> {
  const cleo = await call('agents.create', { path: account, body: { name: 'Cleo', email: 'cleo@shop.test', role: 'agent' } });
  await call('agents.update', { path: { ...account, id: cleo.id }, body: { role: 'administrator', availability: 'busy', auto_offline: false } });
  assert.deepEqual((await call('agents.list', { path: account })).map(({ name, role }: Wire) => [name, role]).filter(([name]: Wire) => name === 'Cleo'), [['Cleo', 'administrator']]);

  const of = { ...account, team_id: team.id };
  const members = async (): Promise<number[]> => (await call('team-members.list', { path: of })).map(({ id }: Wire) => id);
  await call('team-members.update', { path: of, body: { user_ids: [cleo.id] } });
  assert.deepEqual(await members(), [cleo.id]);
  await call('team-members.create.without-version', { path: of, body: { user_ids: [me.id] } });
  await call('team-members.delete', { path: of, body: { user_ids: [cleo.id] } });
  assert.deepEqual((await call('team-members.list.without-version', { path: of })).map(({ id }: Wire) => id), [me.id]);
  await call('team-members.update.without-version', { path: of, body: { user_ids: [cleo.id, me.id] } });
  await call('team-members.delete.without-version', { path: of, body: { user_ids: [me.id] } });
  assert.deepEqual(await members(), [cleo.id]);
  await call('teams.update', { path: of, body: { name: 'Front desk', description: 'first line' } });
  assert.equal((await call('teams.show', { path: of })).description, 'first line');
  const { id: spare } = await call('teams.create', { path: account, body: { name: 'Back office' } });
  await call('teams.delete', { path: { ...account, team_id: spare } });
  assert.deepEqual((await call('teams.list', { path: account })).map(({ id }: Wire) => id), [team.id]);
  await call('agents.delete', { path: { ...account, id: cleo.id } });
}

async function inboxAndRobots({ call, account, me, inbox }: DaySoFar): Promise<void> {
  const at = { ...account, id: inbox.id };
  await call('inboxes.update', { path: at, body: { name: 'The site', greeting_enabled: true, greeting_message: 'Hello!' } });
  const shown = await call('inboxes.show', { path: at });
  assert.deepEqual([shown.name, shown.greeting_message, (await call('inboxes.list', { path: account })).find(({ id }: Wire) => id === inbox.id)], ['The site', 'Hello!', shown]);

  const members = async (): Promise<number[]> => (await call('inbox-members.list', { path: { ...account, inbox_id: inbox.id } })).map(({ id }: Wire) => id);
  const both = { inbox_id: inbox.id, user_ids: [me.id] };
  await call('inbox-members.create', { path: account, body: both });
  assert.deepEqual(await members(), [me.id]);
  await call('inbox-members.delete', { path: account, body: both });
  await call('inbox-members.update', { path: account, body: both });
  await call('inbox-members.delete-of-inbox', { path: { ...account, inbox_id: inbox.id }, body: { user_ids: [me.id] } });
  assert.deepEqual(await members(), []);

  const bot = await call('agent-bots.create', { path: account, body: { name: 'Robby', outgoing_url: 'https://bots.test/a' } });
  await call('agent-bots.update', { path: { ...account, id: bot.id }, body: { name: 'Robbie' } });
  assert.deepEqual([(await call('agent-bots.show', { path: { ...account, id: bot.id } })).name, (await call('agent-bots.list', { path: account })).map(({ id }: Wire) => id)], ['Robbie', [bot.id]]);
  await call('inboxes.set-agent-bot', { path: at, body: { agent_bot: bot.id } });
  assert.equal((await call('inboxes.agent-bot', { path: at })).id, bot.id);
  await call('inboxes.set-agent-bot', { path: at, body: { agent_bot: null } });
  await call('agent-bots.delete', { path: { ...account, id: bot.id } });
}

async function contactsAndTheirAttributes({ call, account, inbox }: DaySoFar): Promise<void> {
  const tier = await call('custom-attribute-definitions.create', { path: account, body: { attribute_display_name: 'Tier', attribute_key: 'tier', attribute_display_type: 'text', attribute_model: 'contact_attribute' } });
  await call('custom-attribute-definitions.update', { path: { ...account, id: tier.id }, body: { attribute_display_name: 'Customer tier' } });
  assert.equal((await call('custom-attribute-definitions.show', { path: { ...account, id: tier.id } })).attribute_display_name, 'Customer tier');
  assert.deepEqual((await call('custom-attribute-definitions.list', { path: account, query: { attribute_model: '1' } })).map(({ id }: Wire) => id), [tier.id]);

  const { id } = await call('contacts.create', { path: account, body: { inbox_id: inbox.id, name: 'Zoe', email: 'zoe@home.test', custom_attributes: { tier: 'gold' } } });
  await call('contacts.update', { path: { ...account, id }, body: { name: 'Zoe Y', phone_number: '+49301234567' } });
  const { contact } = (await call('contacts.show', { path: { ...account, id } })).payload;
  assert.deepEqual([contact.name, contact.phone_number, contact.custom_attributes], ['Zoe Y', '+49301234567', { tier: 'gold' }]);
  const found = await call('contacts.filter', { path: account, query: { page: 1 }, body: { payload: [{ attribute_key: 'tier', filter_operator: 'equal_to', values: ['gold'], query_operator: null }] } });
  assert.deepEqual(found.map((each: Wire) => each.id), [id]);
  assert.ok((await call('contacts.list', { path: account, query: { sort: 'name', page: 1 } })).some((each: Wire) => each.id === id));
  const { source_id: source } = await call('contacts.contact-inboxes.create', { path: { ...account, id }, body: { inbox_id: inbox.id, source_id: 'zoe-2' } });
  assert.equal(source, 'zoe-2');
  await call('contacts.contactable-inboxes', { path: { ...account, id } });
  await call('contacts.delete', { path: { ...account, id } });
  await call('custom-attribute-definitions.delete', { path: { ...account, id: tier.id } });
}

async function conversations({ call, account, at, inbox, settle }: DaySoFar): Promise<void> {
  const { id: contactId } = await call('contacts.create', { path: account, body: { inbox_id: inbox.id, name: 'Kim', email: 'kim@home.test' } });
  const made = await call('conversations.create', { path: account, body: { inbox_id: inbox.id, contact_id: contactId, custom_attributes: { order: '7' }, message: { content: 'About your order.' } } });
  const of = { ...account, conversation_id: made.id };
  await call('conversations.toggle-priority', { path: of, body: { priority: 'urgent' } });
  await call('conversations.custom-attributes', { path: of, body: { custom_attributes: { order: '8' } } });
  assert.deepEqual((await call('conversations.show', { path: of })).custom_attributes, { order: '8' });
  await settle();
  const urgent = await call('conversations.filter', { path: account, query: { page: 1 }, body: { payload: [{ attribute_key: 'priority', filter_operator: 'equal_to', values: ['urgent'], query_operator: null }] } });
  assert.deepEqual(urgent.data.payload.map(({ id }: Wire) => id), [made.id]);
  assert.deepEqual((await call('conversations.labels.list', { path: at })).payload, ['lamps']);
  assert.equal((await call('conversations.meta', { path: account, query: { status: 'open' } })).meta.all_count, 1);

  const form = new FormData();
  form.append('content', 'Here is the form.');
  form.append('attachments[]', new File(['%PDF-1.7 form'], 'return form.pdf', { type: 'application/pdf' }));
  const { id: messageId, attachment } = await call('messages.create', { path: of, body: form });
  assert.equal(await call('files.get', { query: { key: keyOf(attachment.data_url) } }), '%PDF-1.7 form');
  await call('messages.delete', { path: { ...of, message_id: messageId } });
  assert.ok((await call('messages.list', { path: of })).every(({ id, content }: Wire) => id !== messageId || content !== 'Here is the form.'));
}

async function filtersAndRules({ call, account }: DaySoFar): Promise<void> {
  const payload = [{ attribute_key: 'status', filter_operator: 'equal_to', values: ['open'], query_operator: null }];
  const filter = await call('custom-filters.create', { path: account, body: { name: 'Open', type: 'conversation', query: { payload } } });
  const one = { ...account, custom_filter_id: filter.id };
  await call('custom-filters.update', { path: one, body: { name: 'All open' } });
  assert.equal((await call('custom-filters.show', { path: one })).name, 'All open');
  assert.deepEqual((await call('custom-filters.list', { path: account, query: { filter_type: 'conversation' } })).map(({ id }: Wire) => id), [filter.id]);
  await call('custom-filters.delete', { path: one });

  const [canned] = await call('canned-responses.list', { path: account, query: { search: 'hi' } });
  await call('canned-responses.update', { path: { ...account, id: canned.id }, body: { content: 'Good day!' } });
  assert.equal((await call('canned-responses.list', { path: account }))[0].content, 'Good day!');
  await call('canned-responses.delete', { path: { ...account, id: canned.id } });

  const rule = await call('automation-rules.create', { path: account, body: {
    name: 'Urgent', event_name: 'message_created', active: true, conditions: [{ attribute_key: 'content', filter_operator: 'contains', values: ['fire'], query_operator: null }], actions: [{ action_name: 'change_priority', action_params: ['urgent'] }],
  } });
  const { id } = rule;
  await call('automation-rules.update', { path: { ...account, id }, body: { active: false } });
  const shown = await call('automation-rules.show', { path: { ...account, id } });
  assert.equal(shown.active, false);
  await call('automation-rules.list', { path: account, query: { page: 1 } });
  await call('automation-rules.delete', { path: { ...account, id } });
}

async function whatHearsOfIt({ call, account, at, portal }: DaySoFar): Promise<void> {
  const made = await call('webhooks.create', { path: account, body: { url: 'https://hooks.test/a', subscriptions: ['message_created'] } });
  const webhookId = made.id;
  await call('webhooks.update', { path: { ...account, webhook_id: webhookId }, body: { url: 'https://hooks.test/b' } });
  assert.ok(JSON.stringify(await call('webhooks.list', { path: account })).includes('https://hooks.test/b'));
  await call('webhooks.delete', { path: { ...account, webhook_id: webhookId } });

  const hook = await call('integrations.hooks.create', { path: account, body: { app_id: 'openai', settings: { endpoint: 'https://models.test/v1', model: 'small' } } });
  const of = { ...account, hook_id: hook.id };
  await call('integrations.hooks.update', { path: of, body: { settings: { endpoint: 'https://models.test/v1', model: 'large' } } });
  assert.ok((await call('integrations.apps', { path: account })).some(({ id, hooks }: Wire) => id === 'openai' && hooks.length === 1));
  const { message } = await call('integrations.hooks.process-event', { path: of, body: { event: { name: 'reply_suggestion', data: { conversation_display_id: at.conversation_id } } } });
  assert.equal(message, 'Try another socket.');
  await call('integrations.hooks.delete', { path: of });

  await call('portals.update', { path: account, body: { id: portal.id, page_title: 'Help for lamps' } });
  assert.equal((await call('portals.list', { path: account }))[0].page_title, 'Help for lamps');
}

async function atTheDoor({ call, self }: DaySoFar): Promise<void> {
  await call('public.contacts.update', { path: self, body: { name: 'Bo Berg' } });
  assert.equal((await call('public.contacts.show', { path: self })).name, 'Bo Berg');
  const [{ id }] = await call('public.conversations.list', { path: self });
  const form = new FormData();
  form.append('attachments[]', new File(['a photograph'], 'lamp.txt', { type: 'text/plain' }));
  const said = await call('public.messages.create', { path: { ...self, conversation_id: id }, body: form });
  assert.equal(await call('public.files.get', { query: { key: keyOf(said.attachments[0].data_url) } }), 'a photograph');
}

async function platform({ call, company, employee }: DaySoFar): Promise<void> {
  const path = { account_id: company.id };
  await call('platform.accounts.update', { path, body: { name: 'Shop and more' } });
  assert.equal((await call('platform.accounts.show', { path })).name, 'Shop and more');
  await call('platform.users.update', { path: { id: employee.id }, body: { name: 'Emil' } });
  assert.match((await call('platform.users.login', { path: { id: employee.id } })).url, /^https:\/\//);
  const jo = await call('platform.users.create', { body: { name: 'Jo', email: 'jo@shop.test', password: 'Rain over 8 hills!' } });
  await call('platform.account-users.create', { path, body: { user_id: jo.id, role: 'agent' } });
  assert.deepEqual((await call('platform.account-users.list', { path })).map(({ user_id: id }: Wire) => id), [employee.id, jo.id]);
  await call('platform.account-users.delete', { path, body: { user_id: jo.id } });
  assert.equal((await call('platform.account-users.list', { path })).length, 1);

  const bot = await call('platform.agent-bots.create', { body: { name: 'Everywhere', outgoing_url: 'https://bots.test/b' } });
  await call('platform.agent-bots.update', { path: { id: bot.id }, body: { description: 'for all' } });
  assert.equal((await call('platform.agent-bots.show', { path: { id: bot.id } })).description, 'for all');
  assert.deepEqual((await call('platform.agent-bots.list')).map(({ id }: Wire) => id), [bot.id]);
  await call('platform.agent-bots.delete', { path: { id: bot.id } });
  await call('platform.users.delete', { path: { id: jo.id } });
  await call('platform.accounts.delete', { path });
}

function keyOf(link: string): string {
  return new URL(link).searchParams.get('key')!;
}
