import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPlatformBot, deletePlatformBot, findBotFigures } from '#core/bots/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { startReceiver, type HttpReceiver } from '#testkit/http-receiver/start-receiver.ts';
import type { DeliverContext } from '#server/webhooks/deliver.ts';
import { webhookFormats } from '#server/webhooks/formats.ts';
import { webhookQueue } from '#server/webhooks/enqueue.ts';
import { webhookJobs } from '#server/webhooks/webhook-jobs.ts';
import { webhooksReactor } from '#server/webhooks/webhooks-reactor.ts';
import { openNimchat, type Caller, type Nimchat } from './testing/open-nimchat.ts';

type Wire = any; // oxlint-disable-line typescript/no-explicit-any -- the wire, looked at by tests

let api: Nimchat;
let receiver: HttpReceiver;
let inboxId = 0;
let contact: { id: number; source: string };
let drain: () => Promise<void>;
before(async () => {
  api = await openNimchat();
  receiver = await startReceiver();
  const key = await api.outside.key();
  const context: DeliverContext = { database: api.desk.database, clock: api.clock, key: async () => key, formats: webhookFormats, base: 'https://desk.example', allow: ['127.0.0.1'], random: () => 0 };
  const jobs = webhookJobs(context);
  drain = async () => {
    for (;;) {
      await catchUp(api.desk.database, [webhooksReactor]);
      const taken = await takeJobs(api.desk.database, { queue: webhookQueue, limit: 20, leaseMs: 60_000, nowMs: api.clock.nowMs() });
      if (taken.length === 0) return;
      for (const job of taken) {
        await jobs[job.kind]!(job, { signal: new AbortController().signal });
        await api.desk.database.withoutAccount((tx) => finishJob(tx, job));
      }
    }
  };
  inboxId = (await send('POST', '/inboxes', { name: 'App', channel: { type: 'api' } })).id;
  const made = await send('POST', '/contacts', { inbox_id: inboxId, name: 'Bo', email: 'bo@home.test' });
  contact = { id: made.id, source: made.payload.contact.contact_inboxes[0].source_id };
});
after(async () => {
  await receiver.close();
  await api.close();
});

async function send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, as: Caller = api.ada): Promise<Wire> {
  const answer = await as.send(method, path, body);
  assert.equal(answer.status, 200, `${method} ${path}: ${answer.body}`);
  return answer.json();
}
const get = async (path: string, as: Caller = api.ada): Promise<Wire> => {
  const answer = await as.get(path);
  assert.equal(answer.status, 200, `${path}: ${answer.body}`);
  return answer.json();
};
const open = async (more: object = {}): Promise<number> => (await send('POST', '/conversations', { inbox_id: inboxId, source_id: contact.source, contact_id: contact.id, ...more })).id;
const told = (path: string): Wire[] => receiver.calls.filter((call) => call.path === path).map(({ body }) => JSON.parse(body));
const status = async (id: number): Promise<string> => (await get(`/conversations/${id}`)).status;
const waitingSince = async (id: number): Promise<string | null> => (await api.desk.database.withAccount(api.accountId, (tx) => tx.one(sql<{ at: string | null }>`SELECT waiting_since AS at FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`))).at;
const clear = () => { receiver.calls.length = 0; receiver.behave(() => ({ status: 200 })); };
const url = (path: string): string => `http://127.0.0.1:${receiver.port}${path}`;

test('a webhook is told each subscription as the deployed product says it, and nothing it did not ask for', async () => {
  await drain();
  api.clock.advance(1_000);
  const hook = await send('POST', '/webhooks', { url: url('/all') });
  const few = await send('POST', '/webhooks', { url: url('/few'), subscriptions: ['message_created'] });
  const id = await open();
  await send('POST', `/conversations/${id}/messages`, { content: 'Hello', message_type: 'incoming' });
  const { id: messageId } = await send('POST', `/conversations/${id}/messages`, { content: 'Answer' });
  await send('POST', `/conversations/${id}/assignments`, { assignee_id: (await get('//api/v1/profile')).id });
  await send('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' });
  await send('DELETE', `/conversations/${id}/messages/${messageId}`);
  await send('PUT', `/contacts/${contact.id}`, { name: 'Bo B.' });
  await drain();
  const all = told('/all');
  assert.deepEqual(all.map(({ event }) => event), [
    'conversation_created', 'message_created', 'message_created', 'conversation_updated', 'conversation_status_changed', 'conversation_updated', 'message_updated', 'contact_updated',
  ]);
  const [created, incoming, outgoing, assigned, changed, , deleted, person] = all;
  assert.deepEqual([created.id, created.status, created.inbox_id, created.meta.sender.name, created.contact_inbox.source_id, created.channel], [id, 'resolved', inboxId, 'Bo B.', contact.source, 'Channel::Api'], 'as it stands when it is rendered');
  assert.deepEqual([incoming.content, incoming.message_type, incoming.private, incoming.sender.type, incoming.conversation.id, incoming.inbox, incoming.account.id], ['Hello', 'incoming', false, 'contact', id, { id: inboxId, name: 'App' }, api.accountId]);
  assert.deepEqual([outgoing.message_type, outgoing.sender.type], ['outgoing', 'user']);
  assert.deepEqual([Object.keys(assigned.changed_attributes[0]), changed.changed_attributes], [['assignee_id'], [{ status: { previous_value: 'open', current_value: 'resolved' } }]]);
  assert.deepEqual([deleted.content, deleted.content_attributes, person.id, person.name, person.email], ['This message was deleted', { deleted: true }, contact.id, 'Bo B.', 'bo@home.test']);
  assert.deepEqual(told('/few').map(({ event }) => event), ['message_created', 'message_created']);

  assert.deepEqual((await get('/webhooks')).map(({ id: each, subscriptions }: Wire) => [each, subscriptions.length]), [[hook.id, 8], [few.id, 1]]);
  assert.deepEqual((await get('/webhooks', api.deployed)).payload.webhooks.map(({ id: each }: Wire) => each), [hook.id, few.id]);
  await send('PATCH', `/webhooks/${few.id}`, { subscriptions: ['conversation_created'] });
  assert.deepEqual((await get('/webhooks'))[1], { id: few.id, url: url('/few'), subscriptions: ['conversation_created'], account_id: api.accountId });
  for (const one of [hook, few]) await send('DELETE', `/webhooks/${one.id}`);
  clear();
  await open();
  await drain();
  assert.deepEqual([receiver.calls.length, await get('/webhooks')], [0, []]);
});

test('the webhook_url of an inbox is told of that inbox, until it is taken away', async () => {
  clear();
  const other = (await send('POST', '/inboxes', { name: 'Other', channel: { type: 'api', webhook_url: url('/inbox') } })).id;
  await open();
  const { id } = await send('POST', '/conversations', { inbox_id: other, contact_id: contact.id });
  await send('POST', `/conversations/${id}/messages`, { content: 'There', message_type: 'incoming' });
  await drain();
  assert.deepEqual(told('/inbox').map(({ event, id: each }) => [event, each === id || event !== 'conversation_created']), [['conversation_created', true], ['message_created', true]]);
  await send('PATCH', `/inboxes/${other}`, { channel: { webhook_url: '' } });
  clear();
  await send('POST', `/conversations/${id}/messages`, { content: 'Again', message_type: 'incoming' });
  await drain();
  assert.deepEqual([receiver.calls.length, await get('/webhooks')], [0, []]);
});

test('a bot has new conversations of its inbox, hears each event, answers in its own name, hands over; its answers are none of the figures', async () => {
  clear();
  const made = await send('POST', '/agent_bots', { name: 'Robo', description: 'answers', outgoing_url: url('/bot') }, api.deployed);
  const bot = api.callerOf(made.access_token, api.accountId);
  await send('POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: made.id });
  assert.deepEqual((await get(`/inboxes/${inboxId}/agent_bot`)), { id: made.id, name: 'Robo', description: 'answers', account_id: api.accountId, outgoing_url: url('/bot') });
  const at = (minutes: number): void => { api.clock.set(new Date(Date.parse('2024-05-07T09:00:00.000Z') + minutes * 60_000).toISOString()); };
  at(0);
  const id = await open();
  await send('POST', `/conversations/${id}/messages`, { content: 'Help', message_type: 'incoming' });
  await drain();
  assert.deepEqual([await status(id), told('/bot').map(({ event }) => event), told('/bot')[1].conversation.status], ['pending', ['conversation_created', 'message_created'], 'pending']);

  at(1);
  const answer = await send('POST', `/conversations/${id}/messages`, { content: 'I am a robot' }, bot);
  assert.deepEqual([answer.sender, answer.message_type], [{ id: made.id, name: 'Robo', thumbnail: '', type: 'agent_bot' }, 'outgoing']);
  await send('POST', `/conversations/${id}/messages`, { content: 'for colleagues', private: true }, bot);
  await send('POST', `/conversations/${id}/toggle_priority`, { priority: 'high' }, bot);
  await send('POST', `/conversations/${id}/custom_attributes`, { custom_attributes: { asked: 'yes' } }, bot);
  await send('POST', `/conversations/${id}/assignments`, { team_id: (await send('POST', '/teams', { name: 'Night' })).id });
  await drain();
  const updates = told('/bot').filter(({ event }) => event === 'conversation_updated');
  assert.deepEqual(updates.map(({ id: each, changed_attributes: changed }) => [each, changed.map((one: object) => Object.keys(one))]), [[id, [['priority']]], [id, []], [id, [['team_id']]]], 'a bot hears what becomes of its conversation, by whomever; what attributes said before is kept nowhere');
  assert.deepEqual(await waitingSince(id), null, 'while a bot has it nobody waits');
  at(10);
  await send('POST', `/conversations/${id}/toggle_status`, { status: 'open' }, bot);
  assert.equal(await waitingSince(id), '2024-05-07T09:10:00Z', 'from its hand-over on');
  at(14);
  await send('POST', `/conversations/${id}/messages`, { content: 'A person here' });
  await api.settle();
  assert.equal(await status(id), 'open');
  const facts = await api.desk.database.withAccount(api.accountId, (tx) => tx.one(sql<{ wait: number }>`
    SELECT f.wait_raw AS wait FROM message_facts f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id WHERE f.account_id = ${api.accountId} AND m.conversation_id = ${id} AND f.wait_raw IS NOT NULL`));
  assert.equal(facts.wait, 240, 'from the hand-over, not from the question, and not ended by the bot');
  const figures = await api.desk.database.withAccount(api.accountId, (tx) => findBotFigures(tx, api.desk.act, { from: '2024-05-07T00:00:00Z', to: '2024-05-08T00:00:00Z' }));
  assert.deepEqual(figures, [{ botId: made.id, begun: 1, handedOver: 1, solved: 0, answers: 1, secondsUntilHandOver: 600 }]);

  const taken = await open();
  await send('POST', `/conversations/${taken}/messages`, { content: 'I take this' });
  assert.equal(await status(taken), 'open', 'a person who answers has it');
  const mine = await send('POST', '/conversations', { inbox_id: inboxId, source_id: contact.source, contact_id: contact.id, status: 'pending' }, bot);
  await send('POST', `/conversations/${mine.id}/assignments`, { assignee_id: (await get('//api/v1/profile')).id }, bot);
  assert.equal((await get(`/conversations/${mine.id}`)).status, 'pending');

  const left = await open();
  await send('DELETE', `/agent_bots/${made.id}`);
  assert.deepEqual([await status(left), await get(`/inboxes/${inboxId}/agent_bot`), await get('/agent_bots'), (await bot.send('POST', `/conversations/${left}/messages`, { content: 'still here' })).status], ['open', null, [], 401]);
  assert.equal((await get(`/conversations/${id}/messages`))[1].sender.name, 'Robo', 'who is gone is still named');
});

test('a bot\'s token opens what bots may do and nothing else; without a right one, or in another account, it is nobody\'s', async () => {
  const made = await send('POST', '/agent_bots', { name: 'Guard' }, api.deployed);
  const bot = api.callerOf(made.access_token, api.accountId);
  const id = await open();
  for (const path of ['//api/v1/profile', '/agents', '/conversations', `/conversations/${id}`, `/conversations/${id}/messages`, '/contacts', '/agent_bots', '/webhooks', '/inboxes', '/integrations/apps', `/conversations/${id}/labels`]) {
    const answer = await bot.get(path);
    assert.deepEqual([answer.status, answer.json()], [401, { error: 'Invalid Access Token' }], path);
  }
  for (const [method, path, body] of [['POST', '/agent_bots', { name: 'x' }], ['PATCH', `/agent_bots/${made.id}`, { name: 'x' }], ['DELETE', `/conversations/${id}/messages/1`, undefined], ['POST', `/conversations/${id}/labels`, { labels: ['a'] }], ['POST', '/webhooks', { url: url('/x') }], ['POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: null }]] as const) {
    assert.equal((await bot.send(method, path, body)).status, 401, path);
  }
  assert.equal((await api.callerOf(made.access_token, api.otherAccountId).send('POST', '/conversations/1/messages', { content: 'x' })).status, 401);
  assert.equal((await api.callerOf(`${made.access_token.slice(0, -1)}x`, api.accountId).send('POST', `/conversations/${id}/messages`, { content: 'x' })).status, 401);
  assert.equal((await bot.send('POST', '/conversations/999999/messages', { content: 'x' })).status, 404);
  assert.equal(JSON.stringify(await get('/agent_bots')).includes('pb_bot_'), false, 'the document\'s shape has no token');
  assert.equal(JSON.stringify(await get('/agent_bots', api.callerOf(await api.tokenOf(api.accountId, api.desk.userId, { variant: 'chatwoot', scopes: ['channels.read'] }), api.accountId))).includes('pb_bot_'), false, 'who may not change bots sees no token');
});

test('a bot that fails twice in a row keeps no customer waiting: people get what waits for it, and what comes then', async () => {
  clear();
  const made = await send('POST', '/agent_bots', { name: 'Sick', outgoing_url: url('/sick') });
  await send('POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: made.id });
  receiver.behave(() => ({ status: 500 }));
  const id = await open();
  await send('POST', `/conversations/${id}/messages`, { content: 'Anybody?', message_type: 'incoming' });
  await drain();
  assert.equal(await status(id), 'pending');
  api.clock.advance(60_000);
  await drain();
  assert.equal(await status(id), 'open');
  const next = await open();
  await send('POST', `/conversations/${next}/messages`, { content: 'And me?', message_type: 'incoming' });
  await drain();
  assert.equal(await status(next), 'open');
  await send('POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: null });
  clear();
});

test('a bot of the platform answers in every account that set it, by one token, and nowhere after it is gone', async () => {
  const key = await api.outside.key();
  const { bot: platform, token } = await api.desk.database.withoutAccount((tx) => createPlatformBot(tx, api.desk.act.now, key, { name: 'Everywhere', outgoingUrl: url('/platform') }));
  const [here, there] = [api.callerOf(token, api.accountId), api.callerOf(token, api.otherAccountId)];
  assert.deepEqual((await get('/agent_bots')).find((one: Wire) => one.id === platform.id), { id: platform.id, name: 'Everywhere', description: '', account_id: null, outgoing_url: url('/platform') });
  assert.equal((await here.send('POST', '/conversations/1/messages', { content: 'x' })).status, 401, 'not where no inbox has it');
  for (const as of [api.ada, api.eve]) {
    const inbox = (await send('POST', '/inboxes', { name: 'Bots', channel: { type: 'api' } }, as)).id;
    await send('POST', `/inboxes/${inbox}/set_agent_bot`, { agent_bot: platform.id }, as);
    const person = await send('POST', '/contacts', { inbox_id: inbox, name: 'Kim', identifier: 'kim' }, as);
    const { id } = await send('POST', '/conversations', { inbox_id: inbox, contact_id: person.id }, as);
    assert.equal((await send('POST', `/conversations/${id}/messages`, { content: 'hi' }, as === api.ada ? here : there)).sender.name, 'Everywhere');
    assert.equal((await as.send('PATCH', `/agent_bots/${platform.id}`, { name: 'Mine' })).status, 401);
    assert.equal((await as.send('DELETE', `/agent_bots/${platform.id}`)).status, 401);
  }
  await deletePlatformBot(api.desk.database, new Date(api.clock.nowMs()).toISOString(), platform.id);
  for (const caller of [here, there]) assert.equal((await caller.send('POST', '/conversations/1/messages', { content: 'x' })).status, 401);
  assert.equal((await get('/agent_bots')).some((one: Wire) => one.id === platform.id), false);
});

test('what is given wrongly is 422 with its name, what is not there 404, whom it is not for 401; nothing changes', async () => {
  const bot = (await send('POST', '/agent_bots', { name: 'Own' })).id;
  const hook = (await send('POST', '/webhooks', { url: url('/own') })).id;
  const chat = (await send('POST', '/integrations/hooks', { app_id: 'slack', settings: { webhook_url: url('/chat') } })).id;
  const before = [await get('/agent_bots'), await get('/webhooks'), await get('/integrations/apps')];
  const wrong: readonly (readonly ['POST' | 'PATCH', string, object, string])[] = [
    ['POST', '/webhooks', {}, 'url'], ['POST', '/webhooks', { url: 'nonsense' }, 'url'], ['POST', '/webhooks', { url: 'ftp://a.test' }, 'url'], ['POST', '/webhooks', { url: 'https://user:pass@a.test' }, 'url'],
    ['POST', '/webhooks', { url: url('/x'), subscriptions: ['everything'] }, 'subscriptions.0'], ['POST', '/webhooks', { url: url('/x'), subscriptions: [] }, 'subscriptions'], ['PATCH', `/webhooks/${hook}`, { url: '' }, 'url'],
    ['POST', '/agent_bots', {}, 'name'], ['POST', '/agent_bots', { name: '' }, 'name'], ['POST', '/agent_bots', { name: 'x', outgoing_url: 'javascript:1' }, 'outgoing_url'], ['PATCH', `/agent_bots/${bot}`, { outgoing_url: 'x' }, 'outgoing_url'],
    ['POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: 'x' }, 'agent_bot'],
    ['POST', '/integrations/hooks', { app_id: 'unknown' }, 'app_id'], ['POST', '/integrations/hooks', { app_id: 'slack' }, 'settings'], ['POST', '/integrations/hooks', { app_id: 'slack', settings: { webhook_url: url('/x'), more: 1 } }, 'settings'],
    ['POST', '/integrations/hooks', { app_id: 'dialogflow', settings: { endpoint_url: url('/x') } }, 'inbox_id'], ['POST', '/integrations/hooks', { app_id: 'openai', settings: { endpoint: 'file:///etc/passwd', model: 'x' } }, 'settings'],
  ];
  for (const [method, path, body, name] of wrong) {
    const answer = await api.ada.send(method, path, body);
    assert.deepEqual([answer.status, answer.json().attributes], [422, [name]], `${path} ${JSON.stringify(body)}: ${answer.body}`);
  }
  const missing: readonly (readonly ['POST' | 'PATCH' | 'DELETE', string, object | undefined])[] = [
    ['PATCH', '/webhooks/999999', { url: url('/x') }], ['DELETE', '/webhooks/999999', undefined], ['PATCH', '/agent_bots/999999', { name: 'x' }], ['DELETE', '/agent_bots/999999', undefined],
    ['POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: 999_999 }], ['POST', '/inboxes/999999/set_agent_bot', { agent_bot: bot }], ['PATCH', '/integrations/hooks/999999', { settings: {} }], ['DELETE', '/integrations/hooks/999999', undefined],
  ];
  for (const [method, path, body] of missing) assert.equal((await api.ada.send(method, path, body)).status, 404, path);
  const foreign: readonly (readonly ['POST' | 'PATCH' | 'DELETE', string, object | undefined])[] = [
    ['PATCH', `/webhooks/${hook}`, { url: url('/x') }], ['DELETE', `/webhooks/${hook}`, undefined], ['PATCH', `/agent_bots/${bot}`, { name: 'x' }], ['DELETE', `/agent_bots/${bot}`, undefined], ['POST', `/inboxes/${inboxId}/set_agent_bot`, { agent_bot: bot }],
    ['PATCH', `/integrations/hooks/${chat}`, { settings: { webhook_url: url('/x') } }], ['DELETE', `/integrations/hooks/${chat}`, undefined],
  ];
  for (const [method, path, body] of foreign) {
    assert.equal((await api.eve.send(method, path, body)).status, 404, `${path} of another account`);
    assert.equal((await api.cy.send(method, path, body)).status, 401, `${path} by an agent`);
  }
  assert.deepEqual([await get('/agent_bots'), await get('/webhooks'), await get('/integrations/apps')], before);
});

test('a team chat gets posts whose markup is inert; a program speaks for a bot and hands over; a draft helper drafts and sends nothing', async () => {
  clear();
  await send('PATCH', `/integrations/hooks/${(await get('/integrations/apps')).find(({ id }: Wire) => id === 'slack').hooks[0].id}`, { settings: { webhook_url: url('/slack') } });
  await send('POST', '/integrations/hooks', { app_id: 'dialogflow', inbox_id: inboxId, settings: { endpoint_url: url('/flow') } });
  assert.equal((await api.ada.send('POST', '/integrations/hooks', { app_id: 'dialogflow', inbox_id: inboxId, settings: { endpoint_url: url('/flow') } })).status, 422, 'one for each inbox');
  const asked: Wire[] = [];
  receiver.behave(({ path, body }) => {
    if (path !== '/flow') return { status: 200 };
    asked.push(JSON.parse(body));
    return asked.length === 1
      ? { status: 200, body: JSON.stringify({ queryResult: { fulfillmentText: 'unused', fulfillmentMessages: [{ text: { text: ['First <line>', 'Second'] } }] } }) }
      : { status: 200, body: JSON.stringify({ queryResult: { fulfillmentMessages: [{ payload: { action: 'handoff', content: 'I fetch somebody' } }] } }) };
  });
  const id = await open();
  await send('POST', `/conversations/${id}/messages`, { content: '<!channel> <https://evil.test|click> & *bold*', message_type: 'incoming' });
  await drain();
  await drain();
  assert.deepEqual(asked.map(({ queryInput }) => queryInput.text.text), ['<!channel> <https://evil.test|click> & *bold*']);
  const messages = (await get(`/conversations/${id}/messages`)).map(({ content, sender }: Wire) => [content, sender.type]);
  assert.deepEqual([messages.slice(1), await status(id)], [[['First <line>', 'agent_bot'], ['Second', 'agent_bot']], 'pending']);
  await send('POST', `/conversations/${id}/messages`, { content: 'a person please', message_type: 'incoming' });
  await drain();
  assert.deepEqual([(await get(`/conversations/${id}/messages`)).at(-1).content, await status(id), asked[1].session === asked[0].session], ['I fetch somebody', 'open', true]);
  await send('POST', `/conversations/${id}/messages`, { content: 'thanks', message_type: 'incoming' });
  await drain();
  assert.equal(asked.length, 2, 'people have it now');
  const posts = told('/slack').map(({ text }) => text as string);
  assert.ok(posts.some((text) => text.includes('&lt;!channel&gt; &lt;https://evil.test|click&gt; &amp; *bold*')), posts.join('\n'));
  assert.ok(posts.every((text) => /^<https:\/\/desk\.example\/app\/[a-z]+\/\d+\|#\d+> [^<>]*$/.test(text)), posts.join('\n'));

  const helper = await send('POST', '/integrations/hooks', { app_id: 'openai', settings: { endpoint: 'https://models.test/v1', model: 'small', api_key: 'sk-hidden' } });
  assert.equal(JSON.stringify([helper, await get('/integrations/apps')]).includes('sk-hidden'), false);
  const calls: { url: string; request: Wire }[] = [];
  (api.outside as Wire).callOut = async (to: string, request: Wire) => { calls.push({ url: to, request }); return { status: 200, body: JSON.stringify({ choices: [{ message: { content: 'Dear Bo, ![](https://canary.test/x)' } }] }) }; };
  const count = (await get(`/conversations/${id}/messages`)).length;
  const draft = await send('POST', `/integrations/hooks/${helper.id}/process_event`, { event: { name: 'reply_suggestion', data: { conversation_display_id: id } } });
  const sent = JSON.parse(calls[0]!.request.body);
  assert.deepEqual([draft.message, calls[0]!.url, calls[0]!.request.headers.authorization, sent.model, sent.messages.at(-1)], ['Dear Bo, ![](https://canary.test/x)', 'https://models.test/v1/chat/completions', 'Bearer sk-hidden', 'small', { role: 'user', content: 'thanks' }]);
  assert.equal((await get(`/conversations/${id}/messages`)).length, count, 'nothing was sent');
  assert.equal((await api.ada.send('POST', `/integrations/hooks/${helper.id}/process_event`, { event: { name: 'reply_suggestion', data: { conversation_display_id: 999_999 } } })).status, 404);
  assert.equal((await api.eve.send('POST', `/integrations/hooks/${helper.id}/process_event`, { event: { name: 'reply_suggestion', data: { conversation_display_id: id } } })).status, 404);
});
