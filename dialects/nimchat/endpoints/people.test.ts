import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findMembers } from '#core/accounts/index.ts';
import { findChannelMembers } from '#core/channels/index.ts';
import { discoverAgents, findAgents, findTeams } from '#core/people/index.ts';
import { keepOnline } from '#core/presence/index.ts';
import { openNimchat, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
before(async () => { api = await openNimchat(); });
after(() => api.close());
const within = <T>(work: Parameters<typeof api.desk.database.withAccount<T>>[1]) => api.desk.database.withAccount(api.accountId, work);

test('the profile is the agent who the token\'s user is, the same as in the list of agents', async () => {
  const profile = (await api.ada.get('//api/v1/profile')).json();
  const { id, ...rest } = profile;
  assert.deepEqual(rest, {
    uid: 'ada@desk.test', name: 'Ada', available_name: 'Ada', display_name: 'Ada', email: 'ada@desk.test', account_id: api.accountId, role: 'administrator', confirmed: false, custom_attributes: {},
    accounts: [{ id: api.accountId, name: 'Desk', role: 'administrator' }],
  });
  const agents = (await api.ada.get('/agents')).json();
  assert.deepEqual(agents.find((agent: { id: number }) => agent.id === id), {
    id, uid: 'ada@desk.test', name: 'Ada', available_name: 'Ada', display_name: 'Ada', email: 'ada@desk.test', account_id: api.accountId, role: 'administrator', confirmed: false,
    availability_status: 'offline', auto_offline: true, custom_attributes: {},
  });
  const all = await Promise.all(Array.from({ length: 4 }, () => api.cy.get('//api/v1/profile')));
  assert.deepEqual(all.map(({ status }) => status), [200, 200, 200, 200], 'who was no agent becomes one, once');
  assert.equal((await within((tx) => findAgents(tx, api.desk.act))).filter(({ name }) => name === 'Cy').length, 1);
});

test('401: no token, a wrong one, one for another API, one in another header', async () => {
  for (const headers of [{}, { api_access_token: 'x' }, { api_access_token: await api.tokenOf(api.accountId, api.desk.userId, { dialect: 'timetoreply' }) }, { authorization: `Bearer ${api.ada.token}` }]) {
    const answer = await api.server.inject({ url: `/api/v1/accounts/${api.accountId}/agents`, headers });
    assert.deepEqual([answer.statusCode, answer.json()], [401, { error: 'Invalid Access Token' }]);
  }
});

test('404: another account in the path is answered as one that never was, whatever is asked of it', async () => {
  for (const account of [api.otherAccountId, 999_999, 'x', '0', '1e3', '9'.repeat(30)]) {
    for (const [method, path] of [['GET', '/agents'], ['POST', '/teams'], ['DELETE', '/contacts/1'], ['GET', '/conversations/1']] as const) {
      const answer = await api.ada.send(method as 'POST', `//api/v1/accounts/${account}${path}`, method === 'POST' ? { name: 'x' } : undefined);
      assert.deepEqual([answer.status, answer.json()], [404, { error: 'Resource could not be found' }], `${method} ${account}${path}`);
    }
  }
  assert.deepEqual((await api.ada.get('/nothing')).json(), { error: 'Resource could not be found' });
  assert.equal((await api.ada.send('PUT', '/agents', {})).status, 405);
});

test('an agent is created with a login, changed, and taken out of the account', async () => {
  const made = await api.ada.send('POST', '/agents', { name: 'Di', email: 'di@desk.test', role: 'agent', availability_status: 'busy', auto_offline: false });
  assert.equal(made.status, 200, made.body);
  const { id, availability_status, auto_offline, role } = made.json();
  assert.deepEqual([availability_status, auto_offline, role], ['busy', false, 'agent']);
  assert.ok((await within((tx) => findMembers(tx, api.desk.act))).some((member) => member.email === 'di@desk.test' && member.agentId === id), 'in core');
  const changed = (await api.ada.send('PATCH', `/agents/${id}`, { role: 'administrator', availability: 'available' })).json();
  assert.deepEqual([changed.role, changed.availability_status, changed.auto_offline], ['administrator', 'available', false]);
  assert.deepEqual(await api.ada.send('DELETE', `/agents/${id}`).then(({ status, body }) => [status, body]), [200, 'null']);
  assert.ok(!(await api.ada.get('/agents')).json().some((agent: { id: number }) => agent.id === id));
  assert.equal((await api.ada.send('PATCH', `/agents/${id}`, { role: 'agent' })).status, 404);
});

test('agents: wrong input changes nothing and says which', async () => {
  const wrong: [object, string[]][] = [[{ name: 'X', email: 'nope', role: 'agent' }, ['email']], [{ name: 'X', email: 'x@desk.test', role: 'owner' }, ['role']], [{ email: 'x@desk.test', role: 'agent' }, ['name']], [{}, ['name', 'email', 'role']]];
  for (const [payload, attributes] of wrong) {
    const answer = await api.ada.send('POST', '/agents', payload);
    assert.deepEqual([answer.status, answer.json().attributes], [422, attributes], answer.body);
  }
  assert.equal((await api.ada.send('POST', '/agents', { name: 'Cy', email: 'cy@desk.test', role: 'agent' })).status, 422, 'a member already');
  const ownId = (await api.ada.get('//api/v1/profile')).json().id;
  assert.equal((await api.ada.send('DELETE', `/agents/${ownId}`)).status, 422, 'the last owner');
  for (const [method, path, payload] of [['POST', '/agents', { name: 'Y', email: 'y@desk.test', role: 'agent' }], ['DELETE', `/agents/${ownId}`, undefined], ['PATCH', `/agents/${ownId}`, { role: 'agent' }]] as const) {
    assert.deepEqual([(await api.cy.send(method, path, payload)).json()], [{ error: 'You are not authorized to do this action' }], `${method} as an agent`);
  }
  const found = (await within((tx) => discoverAgents(tx, api.desk.act, [{ address: 'old@desk.test', name: 'Old' }]))).get('old@desk.test')!;
  assert.equal((await api.ada.send('PATCH', `/agents/${found}`, { role: 'administrator' })).status, 422, 'has no login');
});

test('teams and their members, with and without the version in the path', async () => {
  const cyId = (await api.cy.get('//api/v1/profile')).json().id;
  const adaId = (await api.ada.get('//api/v1/profile')).json().id;
  const team = (await api.ada.send('POST', '/teams', { name: 'Front', description: 'first line', allow_auto_assign: false })).json();
  assert.deepEqual(team, { id: team.id, name: 'Front', description: 'first line', allow_auto_assign: false, account_id: api.accountId, is_member: false });
  const members = `/teams/${team.id}/team_members`;
  const bare = `//accounts/${api.accountId}${members}`;
  const idsOf = (answer: { json(): { id: number }[] }) => answer.json().map(({ id }) => id);
  assert.deepEqual(idsOf(await api.ada.send('POST', members, { user_ids: [cyId] })), [cyId]);
  assert.deepEqual(idsOf(await api.ada.send('POST', bare, { user_ids: [adaId] })), [adaId, cyId].toSorted((a, b) => a - b));
  assert.equal((await api.ada.get(`/teams/${team.id}/`)).json().is_member, true);
  assert.deepEqual(idsOf(await api.ada.send('PATCH', members, { user_ids: [cyId] })), [cyId]);
  assert.equal((await api.ada.send('POST', members, { user_ids: [cyId, 999_999] })).status, 404);
  assert.deepEqual(idsOf(await api.ada.get(bare)), [cyId]);
  assert.deepEqual((await within((tx) => findTeams(tx, api.desk.act))).map(({ name, agentIds }) => [name, agentIds]), [['Front', [cyId]]]);
  assert.equal((await api.ada.send('DELETE', members, { user_ids: [cyId] })).status, 200);
  assert.deepEqual((await api.ada.get(members)).json(), []);
  const changed = (await api.ada.send('PATCH', `/teams/${team.id}`, { description: null })).json();
  assert.deepEqual([changed.name, changed.description, changed.allow_auto_assign], ['Front', null, false]);
  assert.deepEqual((await api.ada.get('/teams')).json().map(({ name }: { name: string }) => name), ['Front']);
  assert.equal((await api.cy.send('DELETE', `/teams/${team.id}`)).status, 401);
  assert.equal((await api.ada.send('DELETE', `/teams/${team.id}`)).status, 200);
  assert.equal((await api.ada.get(`/teams/${team.id}`)).status, 404);
  assert.equal((await api.ada.send('POST', '/teams', { name: '' })).status, 422);
});

test('inbox members in both shapes, and the second way to remove them', async () => {
  const cyId = (await api.cy.get('//api/v1/profile')).json().id;
  const inbox = api.desk.help.id;
  const added = await api.ada.send('POST', '/inbox_members', { inbox_id: String(inbox), user_ids: [cyId] });
  assert.deepEqual([added.status, added.json().map(({ id }: { id: number }) => id)], [200, [cyId]]);
  assert.deepEqual((await within((tx) => findChannelMembers(tx, api.desk.act))).get(inbox), [cyId]);
  assert.deepEqual((await api.deployed.get(`/inbox_members/${inbox}`)).json().payload.map(({ id }: { id: number }) => id), [cyId]);
  assert.deepEqual((await api.ada.send('PATCH', '/inbox_members', { inbox_id: inbox, user_ids: [] })).json(), []);
  await api.ada.send('POST', '/inbox_members', { inbox_id: inbox, user_ids: [cyId] });
  assert.equal((await api.ada.send('DELETE', `/inbox_members/${inbox}`, { user_ids: [cyId] })).status, 200);
  assert.deepEqual((await api.ada.get(`/inbox_members/${inbox}`)).json(), []);
  assert.equal((await api.ada.send('DELETE', '/inbox_members', { inbox_id: inbox, user_ids: [999_999] })).status, 404);
  assert.equal((await api.ada.get('/inbox_members/999999')).status, 404);
  assert.equal((await api.ada.send('POST', '/inbox_members', { inbox_id: 999_999, user_ids: [cyId] })).status, 404);
  assert.equal((await api.cy.send('POST', '/inbox_members', { inbox_id: inbox, user_ids: [cyId] })).status, 401);
});

test('availability: what was set counts while the person is connected; with auto_offline nobody is there who is not', async () => {
  const { id } = (await api.ada.get('//api/v1/profile')).json();
  const set = async (body: object) => (await api.ada.send('PATCH', `/agents/${id}`, { role: 'administrator', ...body })).json().availability_status;
  assert.equal(await set({ availability: 'busy', auto_offline: true }), 'offline', 'not connected');
  await within((tx) => keepOnline(tx, [api.desk.userId]));
  assert.equal((await api.ada.get('/agents')).json().find((agent: { id: number }) => agent.id === id).availability_status, 'busy');
  assert.equal(await set({ availability: 'available' }), 'available');
  assert.equal(await set({ availability: 'offline' }), 'offline', 'connected, and says that nobody is there');
});
