import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlatformApp } from '#core/platform/index.ts';
import { ensureDoor } from '#core/channels/index.ts';
import { liveThroughTheRest } from './testing/rest-of-the-day.ts';
import { openApiClient } from './testing/openapi-client.ts';
import { openNimchat } from './testing/open-nimchat.ts';

test('a client made from the served description lives through a day, and meets no field that is not described', async () => {
  const api = await openNimchat({ parts: { callOut: async () => ({ status: 200, body: JSON.stringify({ choices: [{ message: { content: 'Try another socket.' } }] }) }) } });
  try {
    const baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
    const document = await (await fetch(`${baseUrl}/openapi/nimchat.json`)).json();
    const platform = (await api.desk.database.withoutAccount((tx) => createPlatformApp(tx, { name: 'day', now: api.desk.act.now }))).secret;
    const client = openApiClient(document, { baseUrl, secretFor: (scheme) => (scheme === 'token' ? api.ada.token : scheme === 'platform' ? platform : null) });
    const { call } = client;

    // Morning: a program sets up a company; an agent furnishes her own.
    const company = await call('platform.accounts.create', { body: { name: 'Shop' } });
    const employee = await call('platform.users.create', { body: { name: 'Em', email: 'em@shop.test', password: 'Rain over 7 hills!' } });
    await call('platform.account-users.create', { path: { account_id: company.id }, body: { user_id: employee.id, role: 'administrator' } });
    assert.equal((await call('platform.users.show', { path: { id: employee.id } })).accounts.length, 1);

    const me = await call('profile.show');
    const account = { account_id: me.account_id };
    const inbox = await call('inboxes.create', { path: account, body: { name: 'Site', channel: { type: 'api' } } });
    const team = await call('teams.create', { path: account, body: { name: 'Front' } });
    await call('team-members.create', { path: { ...account, team_id: team.id }, body: { user_ids: [me.id] } });
    await call('canned-responses.create', { path: account, body: { short_code: 'hi', content: 'Hello!' } });

    // A customer comes in by the public API and asks; somebody answers, and it is done.
    const { token } = await api.desk.database.withAccount(api.accountId, (tx) => ensureDoor(tx, api.desk.act, inbox.id));
    const door = { inbox_identifier: token };
    await call('public.inboxes.show', { path: door });
    const bo = await call('public.contacts.create', { path: door, body: { name: 'Bo', email: 'bo@home.test' } });
    const self = { ...door, contact_identifier: bo.source_id };
    const talk = await call('public.conversations.create', { path: self, body: {} });
    const at = { ...account, conversation_id: talk.id };
    await call('public.messages.create', { path: { ...self, conversation_id: talk.id }, body: { content: 'My lamp is broken.', echo_id: 'e1' } });
    api.clock.advance(120_000);
    await call('conversations.list', { path: account, query: { status: 'open' } });
    await call('conversations.assign', { path: at, body: { assignee_id: me.id } });
    await call('conversations.labels.set', { path: at, body: { labels: ['lamps'] } });
    await call('messages.create', { path: at, body: { content: 'a colleague knows more', private: true } });
    await call('messages.create', { path: at, body: { content: 'A new one is on its way.' } });
    // What a message asks is given back, and seen on our side.
    const { id: asked } = await call('messages.create', { path: at, body: { content: 'Which colour?', content_type: 'input_select', content_attributes: { items: [{ title: 'Red', value: 'r' }] } } });
    await call('public.messages.update', { path: { ...self, conversation_id: talk.id, message_id: asked }, body: { submitted_values: [{ title: 'Red', value: 'r' }] } });
    const seen = await call('public.messages.list', { path: { ...self, conversation_id: talk.id } });
    assert.deepEqual(seen.map(({ content }: { content: string }) => content), ['My lamp is broken.', 'A new one is on its way.', 'Which colour?']);
    assert.deepEqual(JSON.parse(seen.at(-1).content_attributes).submitted_values, [{ title: 'Red', value: 'r' }]);
    await call('conversations.toggle-status', { path: at, body: { status: 'resolved' } });
    await call('messages.list', { path: at });
    await call('conversations.show', { path: at });
    await call('contacts.search', { path: account, query: { q: 'bo' } });
    await call('contacts.conversations', { path: { ...account, id: (await call('conversations.show', { path: at })).meta.sender.id } });

    // The help centre learns from it.
    const portal = await call('portals.create', { path: account, body: { name: 'Help', slug: 'story-help' } });
    const section = await call('portals.categories.create', { path: { ...account, portal_id: portal.id }, body: { name: 'Lamps' } });
    await call('portals.articles.create', { path: { ...account, portal_id: portal.id }, body: { title: 'My lamp is broken', content: 'A **new one** comes.', status: 'published', category_id: section.id } });
    await call('portals.update-named', { path: { ...account, portal_id: portal.id }, body: { header_text: 'How can we help?' } });
    const [listed] = await call('portals.list', { path: account });
    assert.deepEqual([listed.header_text, listed.categories.length, listed.articles.map(({ title, status }: { title: string; status: string }) => [title, status])], ['How can we help?', 1, [['My lamp is broken', 'published']]]);

    // Evening: what was it?
    await api.settle();
    const until = String(Math.floor(api.clock.nowMs() / 1_000) + 60);
    const summary = await call('reports.summary', { path: account, query: { type: 'account', since: String(Number(until) - 86_400), until } });
    assert.deepEqual([summary.conversations_count, summary.incoming_messages_count, summary.outgoing_messages_count, summary.avg_first_response_time, summary.resolutions_count], [1, 1, 2, '120', 1]);
    await call('reports.show', { path: account, query: { metric: 'conversations_count', type: 'label', id: 'lamps', since: String(Number(until) - 86_400), until } });
    await call('reports.conversations', { path: account, query: { type: 'agent' } });

    await liveThroughTheRest({ call, account, me, inbox, team, self, at, portal, company, employee, settle: api.settle });
    // Everything that is described was done, none of it by a client that knows more than the description.
    assert.deepEqual(client.described.difference(client.called), new Set());
    assert.ok(client.called.size >= 115, `${client.called.size} operations`);

    // The client would notice.
    await assert.rejects(call('teams.list', { path: account, query: { colour: 'red' } }), /describes no query parameter colour/);
    await assert.rejects(call('teams.create', { path: account, body: { name: 'X', colour: 'red' } }), /what is sent is not as described/);
    await assert.rejects(call('teams.paint'), /has no teams\.paint/);
    const closed = structuredClone(document) as { paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: { items: { properties: Record<string, unknown>; required: string[] } } }> }> }>> };
    const { items } = closed.paths['/api/v1/accounts/{account_id}/teams']!['get']!.responses['200']!.content['application/json']!.schema;
    delete items.properties['name'];
    items.required = items.required.filter((name) => name !== 'name');
    await assert.rejects(openApiClient(closed, { baseUrl, secretFor: () => api.ada.token }).call('teams.list', { path: account }), /must NOT have additional properties/);
  } finally {
    await api.close();
  }
});
