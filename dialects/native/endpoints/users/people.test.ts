import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { ensureAgentOfUser, ensureAgentWhoReplies } from '#core/people/index.ts';
import type { Agent, PasswordLink, Role, Team, User } from '../../schemas/people.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let bo: number;
before(async () => {
  desk = await openNative();
  bo = await desk.database.withAccount(desk.accountId, async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'bo@desk.test', name: 'Bo' });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    return user.id;
  });
});
after(() => desk.close());

test('200: members are listed page by page and shown, without hash or secret', async () => {
  const first = (await desk.ask<{ items: User[]; next: string }>('GET', '/users?limit=1')).body;
  assert.deepEqual([first.items.map(({ name }) => name), typeof first.next], [['Ada'], 'string']);
  const second = (await desk.ask<{ items: User[]; next: null }>('GET', `/users?limit=1&cursor=${first.next}`)).body;
  assert.deepEqual([second.items[0]!.id, second.items[0]!.role, second.next], [bo, 'agent', null]);
  assert.deepEqual((await desk.ask('GET', `/users/${bo}`)).body, second.items[0]);
  assert.equal((await desk.ask('GET', '/users?cursor=nonsense')).status, 422);
});

test('200: role, name and whether one is shut out; 409 for the last owner and oneself', async () => {
  const changed = (await desk.ask<User>('PATCH', `/users/${bo}`, { role: 'administrator', name: 'Bo Berg', isDisabled: true })).body;
  assert.deepEqual([changed.role, changed.name, changed.disabledAt], ['administrator', 'Bo Berg', '2024-05-06T12:00:00Z']);
  assert.equal((await desk.ask<User>('PATCH', `/users/${bo}`, { isDisabled: false })).body.disabledAt, null);
  for (const body of [{ role: 'agent' }, { isDisabled: true }]) assert.equal((await desk.ask('PATCH', `/users/${desk.userId}`, body)).status, 409, JSON.stringify(body));
  assert.equal((await desk.ask('DELETE', `/users/${desk.userId}`)).status, 409);
  for (const body of [{ role: 'king' }, { name: '' }, { email: 'x@y.test' }, { passwordHash: 'x' }]) assert.equal((await desk.ask('PATCH', `/users/${bo}`, body)).status, 422, JSON.stringify(body));
  const mixed = await desk.ask('PATCH', `/users/${bo}`, { name: 'Changed', role: 'king' });
  assert.deepEqual([mixed.status, (await desk.ask('GET', `/users/${bo}`)).body['name']], [422, 'Bo Berg'], 'all or nothing');
});

test('403: nobody gives more than the own rights', async () => {
  const narrow = await desk.tokenFor('people.read', 'people.write');
  for (const [method, path, body] of [['PATCH', `/users/${bo}`, { role: 'owner' }], ['PATCH', `/users/${bo}`, { isDisabled: true }], ['DELETE', `/users/${bo}`], ['POST', '/invitations', { email: 'x@desk.test', role: 'agent' }]] as const) {
    assert.equal((await desk.ask(method, path, body, narrow)).status, 403, `${method} ${path}`);
  }
});

test('204: a second factor that was lost is taken away, one\'s own is not', async () => {
  assert.equal((await desk.ask('DELETE', `/users/${bo}/two-factor`)).status, 204);
  assert.equal((await desk.ask('DELETE', `/users/${desk.userId}/two-factor`)).status, 403);
});

test('201, 403, 404: a link for a member\'s new password is handed over and works once; none for oneself, none beyond the own rights', async () => {
  const made = await desk.ask<PasswordLink>('POST', `/users/${bo}/password-link`);
  assert.deepEqual([made.status, made.body.expiresAt, made.body.link.startsWith('https://desk.example/app/new-password#')], [201, '2024-05-06T13:00:00.000Z', true]);
  const use = async () => (await desk.ask('POST', '/password-resets/use', { secret: made.body.link.split('#')[1]!, newPassword: 'a phrase that bo alone knows' })).status;
  assert.deepEqual([await use(), await use()], [200, 410]);
  assert.equal((await desk.ask<User>('GET', `/users/${bo}`)).body.hasPassword, true);
  assert.equal((await desk.ask('POST', `/users/${desk.userId}/password-link`)).status, 403);
  assert.equal((await desk.ask('POST', `/users/${bo}/password-link`, undefined, await desk.tokenFor('people.read', 'people.write'))).status, 403);
  assert.equal((await desk.ask('POST', `/users/${bo}/password-link`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', '/users/987654/password-link')).status, 404);
});

test('204: an ended membership is gone, and with it the agent behind it, who comes back with the person', async () => {
  const agent = await desk.database.withAccount(desk.accountId, (tx) => ensureAgentOfUser(tx, desk.act, bo));
  const isOut = async () => (await desk.ask<Agent>('GET', `/agents/${agent}`)).body.deactivatedAt !== null;
  assert.equal(await isOut(), false);
  assert.equal((await desk.ask('DELETE', `/users/${bo}`)).status, 204);
  assert.deepEqual([(await desk.ask('GET', `/users/${bo}`)).status, (await desk.ask('DELETE', `/users/${bo}`)).status], [404, 404]);
  assert.equal(await isOut(), true);
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await addMember(tx, desk.act, { userId: bo, role: 'agent' });
    assert.equal(await ensureAgentWhoReplies(tx, desk.act, bo), agent);
  });
  assert.equal(await isOut(), false);
});

test('agents: made, changed to exactly these addresses, put aside; 409 for another\'s address', async () => {
  const made = await desk.ask<Agent>('POST', '/agents', { name: 'Kit', addresses: ['Kit@desk.test', 'k@desk.test'] });
  assert.deepEqual([made.status, made.body.addresses], [201, ['k@desk.test', 'kit@desk.test']]);
  const path = `/agents/${made.body.id}`;
  assert.deepEqual((await desk.ask<Agent>('PATCH', path, { name: 'Kit Kay', addresses: ['kit@desk.test', 'kay@desk.test'] })).body.addresses, ['kay@desk.test', 'kit@desk.test']);
  assert.equal((await desk.ask('PATCH', path, { addresses: ['ada@desk.test'] })).status, 409);
  assert.deepEqual((await desk.ask<Agent>('GET', path)).body.addresses, ['kay@desk.test', 'kit@desk.test']);
  assert.notEqual((await desk.ask<Agent>('PATCH', path, { isDeactivated: true })).body.deactivatedAt, null);
  const ids = async (query: string) => (await desk.ask<{ items: Agent[] }>('GET', `/agents${query}`)).body.items.map(({ id }) => id);
  assert.deepEqual([(await ids('')).includes(made.body.id), (await ids('?withDeactivated=true')).includes(made.body.id)], [false, true]);
  for (const body of [{ name: '' }, { name: 'x', addresses: ['nobody'] }, { name: 'x', userId: 'me' }, { name: 'x', isDiscovered: true }]) assert.equal((await desk.ask('POST', '/agents', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('POST', '/agents', { name: 'x', userId: desk.userId })).status, 409);
});

test('roles: listed with every permission, defined within the own rights; built-in ones stay', async () => {
  const { items, permissions } = (await desk.ask<{ items: Role[]; permissions: string[] }>('GET', '/roles')).body;
  assert.ok(items.some(({ name, isBuiltIn }) => name === 'owner' && isBuiltIn) && permissions.includes('audit.read'));
  const made = await desk.ask<Role>('POST', '/roles', { name: 'Reporter', permissions: ['reports.read', 'reports.read'] });
  assert.deepEqual([made.status, made.body.name, made.body.permissions], [200, 'Reporter', ['reports.read']]);
  assert.equal((await desk.ask('POST', '/roles', { name: 'owner', permissions: [] })).status, 409);
  assert.equal((await desk.ask('POST', '/roles', { name: 'X', permissions: ['everything'] })).status, 422);
  assert.equal((await desk.ask('POST', '/roles', { name: 'X', permissions: ['account.delete'] }, await desk.tokenFor('roles.write'))).status, 403);
});

test('teams: a tree that never bites its tail, members exactly those named', async () => {
  const top = (await desk.ask<Team>('POST', '/teams', { name: 'Top' })).body;
  const low = await desk.ask<Team>('POST', '/teams', { name: 'Low', parentId: top.id });
  assert.deepEqual([low.status, low.body.parentId], [201, top.id]);
  assert.equal((await desk.ask('PATCH', `/teams/${top.id}`, { parentId: low.body.id })).status, 409);
  assert.deepEqual((await desk.ask<Team>('PUT', `/teams/${low.body.id}/members`, { agentIds: [desk.agentId] })).body.agentIds, [desk.agentId]);
  assert.equal((await desk.ask<Team>('PATCH', `/teams/${low.body.id}`, { name: 'Lower' })).body.parentId, top.id);
  assert.equal((await desk.ask('DELETE', `/teams/${top.id}`)).status, 204);
  assert.deepEqual((await desk.ask<{ items: Team[] }>('GET', '/teams')).body.items.map(({ name, parentId }) => [name, parentId]), [['Lower', null]]);
  assert.equal((await desk.ask('POST', '/teams', { name: 'x', parentId: 987_654 })).status, 404);
});

test('404: another account\'s people are as unknown as none; 403 without the permission', async () => {
  const team = (await desk.ask<Team>('POST', '/teams', { name: 'T' })).body.id;
  const reader = await desk.tokenFor('people.read');
  const questions: ['GET' | 'PUT' | 'PATCH' | 'DELETE', string, number, string, unknown?][] = [
    ['GET', 'users', desk.userId, ''], ['PATCH', 'users', desk.userId, '', { name: 'X' }], ['DELETE', 'users', desk.userId, ''], ['DELETE', 'users', desk.userId, '/two-factor'],
    ['GET', 'agents', desk.agentId, ''], ['PATCH', 'agents', desk.agentId, '', { name: 'X' }], ['PATCH', 'teams', team, '', { name: 'X' }], ['DELETE', 'teams', team, ''], ['PUT', 'teams', team, '/members', { agentIds: [] }],
  ];
  for (const [method, noun, id, below, body] of questions) {
    const [theirs, none] = [await desk.ask(method, `/${noun}/${id}${below}`, body, desk.stranger.token), await desk.ask(method, `/${noun}/987654${below}`, body, desk.stranger.token)];
    assert.deepEqual([theirs.status, theirs.body], [404, none.body], `${method} ${noun}${below}`);
    if (method !== 'GET') assert.equal((await desk.ask(method, `/${noun}/${id}${below}`, body, reader)).status, 403, `${method} ${noun}${below}`);
  }
  for (const path of ['/users', '/agents', '/roles', '/teams', '/invitations']) assert.equal((await desk.ask('GET', path, undefined, await desk.tokenFor('settings.read'))).status, 403, path);
});

test('addresses: asked for they have no effect, agreed to they are the agent\'s; nobody claims a channel\'s, a colleague\'s, or agrees for himself', async () => {
  const agent = (await desk.ask<Agent>('POST', '/agents', { name: 'Bo', addresses: ['bo@answers.test'] })).body;
  const ask = (address: string) => desk.ask<{ addresses: string[]; requests: { id: number; address: string }[]; key: string }>('POST', '/me/addresses', { address });
  for (const [address, status, key] of [
    ['help@desk.test', 409, 'address-is-channels'], ['bo@answers.test', 409, 'agent-address-taken'], ['BO@desk.test', 409, 'address-is-members'], ['ada@desk.test', 409, 'address-is-yours'],
  ] as const) {
    const { status: got, body } = await ask(address);
    assert.deepEqual([got, body.key], [status, key], address);
  }
  assert.equal((await ask('nobody')).status, 422);
  await desk.ask('POST', '/contacts', { name: 'Cleo Customer', points: [{ kind: 'email', value: 'cleo@home.test' }] });
  const asked = await ask(' Cleo@Home.test');
  assert.deepEqual([asked.status, asked.body.addresses, asked.body.requests.map(({ address }) => address)], [201, ['ada@desk.test'], ['cleo@home.test']]);
  assert.equal((await ask('cleo@home.test')).status, 409);
  const listed = (await desk.ask<{ items: { id: number; contact: object }[] }>('GET', '/address-requests')).body.items[0]!;
  assert.equal((listed.contact as { name: string }).name, 'Cleo Customer', 'whoever agrees sees whose it may be');
  const plain = await desk.tokenFor('people.read', 'conversations.read');
  assert.equal((await desk.ask('POST', `/address-requests/${listed.id}/agree`, undefined, plain)).status, 403);
  assert.equal((await desk.ask('DELETE', `/address-requests/${listed.id}`, undefined, plain)).status, 204, 'one\'s own wish is taken back without permission');
  await ask('ada@private.test');
  const { id } = (await desk.ask<{ items: { id: number }[] }>('GET', '/address-requests')).body.items[0]!;
  assert.equal((await desk.ask('DELETE', `/address-requests/${id}`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', `/address-requests/${id}/agree`)).status, 204);
  assert.deepEqual((await desk.ask('GET', '/me/addresses')).body, { agentId: desk.agentId, addresses: ['ada@desk.test', 'ada@private.test'], requests: [] });
  assert.ok(agent.id > 0);
});
