import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAutomationReactor } from '#core/automation/index.ts';
import { submitMessageValues } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { defineAttribute } from '#core/labels/index.ts';
import { visitorScope } from '../kept.ts';
import { actionNames, submittedRule } from '../testing/rule-samples.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';
import { submittedValuesOf } from '../parse/message-content.ts';

let api: Nimchat;
let inboxId = 0;
let agentId = 0;
let teamId = 0;
const rule = (more: object) => ({ name: 'R', event_name: 'message_created', active: true, conditions: [], actions: [{ action_name: 'resolve_conversation', action_params: [] }], ...more });

before(async () => {
  api = await openNimchat();
  inboxId = (await api.ada.send('POST', '/inboxes', { name: 'Robot', channel: { type: 'api' } })).json().id;
  agentId = (await api.ada.send('POST', '/agents', { name: 'Cleo', email: 'cleo@desk.test', role: 'agent' })).json().id;
  teamId = (await api.ada.send('POST', '/teams', { name: 'Crew' })).json().id;
  await api.desk.database.withAccount(api.accountId, async (tx) => {
    await defineAttribute(tx, api.desk.act, { entity: 'conversation', key: 'plan', name: 'Plan', type: 'text' });
    await defineAttribute(tx, api.desk.act, { entity: 'contact', key: 'plan', name: 'Plan', type: 'number' });
  });
  await api.ada.send('POST', '/automation_rules', rule({ active: false, actions: [{ action_name: 'add_label', action_params: ['support'] }] }));
});
after(() => api.close());

test('every action and every attribute with every operator comes back as it was given, in both shapes', async () => {
  const sample = submittedRule({ inboxId, agentId, teamId });
  assert.deepEqual([...new Set(sample.actions.map(({ action_name: name }) => name))].toSorted(), actionNames.filter((name) => name !== 'send_attachment').toSorted());
  for (const caller of [api.ada, api.deployed]) {
    const isDeployed = caller === api.deployed;
    for (let at = 0; at < sample.actions.length; at += 20) {
      const given = { ...rule({}), actions: sample.actions.slice(at, at + 20), conditions: [] };
      const made = await caller.send('POST', '/automation_rules', given);
      assert.equal(made.status, 200, made.body);
      assert.deepEqual(made.json().actions, isDeployed ? given.actions : given.actions.map((action) => ({ ...action, action_params: action.action_params.map((each) => (typeof each === 'number' && action.action_name !== 'snooze_conversation' ? String(each) : each)) })));
    }
    for (let at = 0; at < sample.conditions.length; at += 50) {
      const some = sample.conditions.slice(at, at + 50);
      const given = some.map((condition, n) => ({ ...condition, query_operator: n === some.length - 1 ? null : n % 2 === 0 ? 'and' : 'or' }));
      const made = await caller.send('POST', '/automation_rules', rule({ conditions: given }));
      assert.equal(made.status, 200, made.body);
      const shown = (isDeployed ? (await caller.get(`/automation_rules/${made.json().id}`)).json().payload : (await caller.get(`/automation_rules/${made.json().id}`)).json()).conditions;
      assert.deepEqual(shown, given.map((condition) => ({ ...condition, query_operator: condition.query_operator ?? (isDeployed ? null : 'nil'), values: condition.values.map((value) => (isDeployed ? value : String(value))) })));
    }
  }
  const listed = (await api.deployed.get('/automation_rules')).json();
  assert.ok(Array.isArray(listed.payload) && listed.payload.length > 4);
  assert.deepEqual((await api.ada.get('/automation_rules?page=2')).json(), []);
});

test('a rule of the document does what it says, on what a visitor\'s browser said, too', async () => {
  await api.ada.send('POST', '/automation_rules', rule({
    name: 'German', actions: [{ action_name: 'add_label', action_params: ['german'] }, { action_name: 'change_priority', action_params: ['high'] }],
    conditions: [{ attribute_key: 'content', filter_operator: 'contains', values: ['hilfe'], query_operator: 'and' }, { attribute_key: 'browser_language', filter_operator: 'equal_to', values: ['de'], query_operator: 'nil' }],
  }));
  const contact = (await api.ada.send('POST', '/contacts', { name: 'Bo', identifier: 'bo' })).json().id;
  const open = async (language: string): Promise<number> => (await api.ada.send('POST', '/conversations', { inbox_id: inboxId, contact_id: contact, additional_attributes: { browser_language: language } })).json().id;
  const [de, en] = [await open('de'), await open('en')];
  api.clock.advance(1_000);
  for (const id of [de, en]) await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Ich brauche Hilfe', message_type: 'incoming' });
  await catchUp(api.desk.database, [createAutomationReactor({ enqueue: async () => {}, visitor: visitorScope })]);
  assert.deepEqual([(await api.ada.get(`/conversations/${de}/labels`)).json().payload, (await api.ada.get(`/conversations/${en}/labels`)).json().payload], [['german'], []]);
});

test('wrong words are named with their place, a foreign rule is like none, and an agent may not', async () => {
  const bad: [object, string][] = [
    [{ conditions: [{ attribute_key: 'shoe_size', filter_operator: 'equal_to', values: ['1'], query_operator: null }] }, 'attribute_key'], [{ conditions: [{ attribute_key: 'content', filter_operator: 'matches', values: ['1'], query_operator: null }] }, 'filter_operator'],
    [{ conditions: [{ attribute_key: 'status', filter_operator: 'equal_to', values: ['gone'], query_operator: null }] }, 'values'], [{ conditions: [{ attribute_key: 'labels', filter_operator: 'equal_to', values: ['never made'], query_operator: null }] }, 'values'],
    [{ conditions: [{ attribute_key: 'email', filter_operator: 'is_present', values: [], query_operator: null }, { attribute_key: 'email', filter_operator: 'is_present', values: [], query_operator: null }] }, 'query_operator'],
    [{ actions: [{ action_name: 'explode', action_params: [] }] }, 'action_name'], [{ actions: [{ action_name: 'assign_agent', action_params: ['ada'] }] }, 'action_params'], [{ actions: [{ action_name: 'send_email_to_team', action_params: ['x'] }] }, 'action_params'],
    [{ event_name: 'contact_created' }, 'event_name'], [{ actions: [{ action_name: 'send_message', action_params: ['Dear {{contact.name}}'] }] }, 'actions'], [{ actions: [{ action_name: 'assign_agent', action_params: [999_999] }] }, 'actions'],
  ];
  for (const [more, attribute] of bad) {
    const answer = await api.ada.send('POST', '/automation_rules', rule(more));
    assert.deepEqual([answer.status, JSON.stringify(answer.json().attributes).includes(attribute)], [422, true], answer.body);
  }
  const { id } = (await api.ada.send('POST', '/automation_rules', rule({ name: '<img src=x onerror=alert(1)>' }))).json();
  for (const answer of [await api.eve.get(`/automation_rules/${id}`), await api.eve.send('PATCH', `/automation_rules/${id}`, { name: 'Mine' }), await api.eve.send('DELETE', `/automation_rules/${id}`)]) assert.deepEqual([answer.status, answer.json()], [404, { error: 'Resource could not be found' }]);
  assert.equal((await api.cy.send('POST', '/automation_rules', rule({}))).status, 401);
  assert.equal((await api.ada.get(`/automation_rules/${id}`)).json().name, '<img src=x onerror=alert(1)>');
});

test('contents of messages are checked, shown as they were given, answered once and shown with the answer', async () => {
  const contact = (await api.ada.send('POST', '/contacts', { name: 'Kim', identifier: 'kim' })).json().id;
  const { id } = (await api.ada.send('POST', '/conversations', { inbox_id: inboxId, contact_id: contact })).json();
  const write = (type: string, attributes: object) => api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Look', content_type: type, content_attributes: attributes });
  const given: Record<string, object> = {
    input_select: { items: [{ title: 'Bread', value: 'bread' }, { title: 'Milk', value: 'milk' }] },
    cards: { items: [{ media_url: 'https://pics.test/a.png', title: 'Shoe', description: 'Red', actions: [{ type: 'link', text: 'See', uri: 'https://shop.test/1' }, { type: 'postback', text: 'Take', payload: 'TAKE' }] }] },
    form: { items: [{ name: 'email', label: 'E-mail', type: 'email', placeholder: 'you@x', required: true }, { name: 'size', label: 'Size', type: 'select', placeholder: '', required: false, options: [{ label: 'Small', value: 's' }] }] },
    article: { items: [{ title: 'Returns', description: 'How', link: 'https://help.test/returns' }] },
    input_email: {}, input_csat: {},
  };
  const ids: Record<string, number> = {};
  for (const [type, attributes] of Object.entries(given)) {
    const made = (await write(type, attributes)).json();
    assert.deepEqual([made.content_type, made.content_attributes], [type, attributes], type);
    ids[type] = made.id;
  }
  const wrong = [['article', { items: [{ title: 'X', description: '', link: 'javascript:alert(1)' }] }], ['cards', { items: [{ title: 'X', actions: [{ text: 'y', uri: 'data:text/html,x' }] }] }], ['input_select', { items: 'all' }], ['input_select', { items: [{ title: '', value: 'x' }] }], ['form', { items: [{ name: 'a' }, { name: 'a' }] }]] as const;
  for (const [type, attributes] of wrong) assert.equal((await write(type, attributes)).status, 422, JSON.stringify(attributes));

  const answer = (type: string, body: Record<string, unknown>) => api.desk.database.withAccount(api.accountId, (tx) => submitMessageValues(tx, { ...api.desk.act, now: new Date(api.clock.nowMs()).toISOString() }, { conversationId: id, messageId: ids[type]!, values: submittedValuesOf(body) }));
  await answer('input_email', { submitted_email: 'Kim@Home.test' });
  await answer('input_select', { submitted_values: [{ title: 'Milk', value: 'milk' }] });
  await answer('form', { submitted_values: [{ name: 'email', value: 'kim@home.test' }, { name: 'size', value: 's' }] });
  await answer('input_csat', { submitted_values: { csat_survey_response: { rating: 4, feedback_message: 'Good' } } });
  await answer('input_csat', { submitted_values: { csat_survey_response: { rating: 5, feedback_message: 'Great' } } });
  const shown = (await api.ada.get(`/conversations/${id}/messages`)).json() as { id: number; content_attributes: object }[];
  const of = (type: string): object => shown.find((message) => message.id === ids[type])!.content_attributes;
  assert.deepEqual([of('input_email'), of('input_select'), of('form'), of('input_csat')], [
    { submitted_email: 'kim@home.test' }, { ...given['input_select'], submitted_values: [{ title: 'Milk', value: 'milk' }] },
    { ...given['form'], submitted_values: [{ name: 'email', value: 'kim@home.test' }, { name: 'size', value: 's' }] }, { submitted_values: { csat_survey_response: { rating: 5, feedback_message: 'Great' } } },
  ]);
  await assert.rejects(answer('input_email', { submitted_email: 'other@home.test' }), { code: 'conflict' });
  for (const [type, body] of [['input_csat', { submitted_values: { csat_survey_response: { rating: 6 } } }], ['input_csat', { submitted_values: { csat_survey_response: { rating: '5' } } }], ['article', { submitted_values: {} }]] as const) await assert.rejects(answer(type, body), { code: 'invalid' }, JSON.stringify(body));
});
