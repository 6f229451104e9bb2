import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openNative, setPassword, type NativeDesk } from '../../testing/open-native.ts';

const password = 'otter-lantern-71-canary';
let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await setPassword(desk, password);
});
after(() => desk.close());

const ownOrigin = { 'sec-fetch-site': 'same-origin' };
const post = (path: string, payload: object, headers: Record<string, string> = {}) => desk.server.inject({ method: 'POST', url: `/native/v1${path}`, payload, headers });
const signIn = (headers: Record<string, string> = ownOrigin, more: object = {}) => post('/session', { email: 'Ada@desk.test', password, ...more }, headers);
const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>): string => String(answer.headers['set-cookie']).split(';')[0]!;

test('200: who calls with a token: user, account, role, permissions, agent', async () => {
  const { status, body } = await desk.ask('GET', '/session');
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body['role'], body['agentId'], body['isSecure'], body['session']], ['owner', desk.agentId, true, null]);
});

test('200: signing in sets a cookie that opens the API to pages of the same origin, and to nobody else\'s', async () => {
  const answer = await signIn();
  assert.equal(answer.statusCode, 200, answer.body);
  assert.match(String(answer.headers['set-cookie']), /^__Host-patchbay=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  const cookie = cookieOf(answer);
  const get = (headers: Record<string, string>) => desk.server.inject({ url: '/native/v1/session', headers: { cookie, ...headers } });
  assert.equal((await get(ownOrigin)).statusCode, 200);
  assert.equal((await get({})).statusCode, 200);
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }] as unknown as Record<string, string>[]) {
    assert.equal((await get(headers)).statusCode, 401, JSON.stringify(headers));
  }
  const change = (headers: Record<string, string>) => post('/session/account', { accountId: 1 }, { cookie, ...headers });
  assert.equal((await change({})).statusCode, 401, 'a change without a word of where it comes from');
  assert.equal((await change({ origin: 'https://desk.example' })).statusCode, 200);
});

test('204: signing out ends the session for good', async () => {
  const cookie = cookieOf(await signIn());
  const out = await desk.server.inject({ method: 'DELETE', url: '/native/v1/session', headers: { cookie, ...ownOrigin } });
  assert.deepEqual([out.statusCode, out.body], [204, '']);
  assert.match(String(out.headers['set-cookie']), /Max-Age=0/);
  assert.equal((await desk.server.inject({ url: '/native/v1/session', headers: { cookie, ...ownOrigin } })).statusCode, 401);
});

test('a session of another account of the same person is a new one, and the old one ends', async () => {
  const { accountId } = desk.stranger;
  await desk.database.withAccount(accountId, (tx) => addMember(tx, systemAct(accountId, desk.act.now, 'test'), { userId: desk.userId, role: 'agent' }));
  const cookie = cookieOf(await signIn());
  const changed = await post('/session/account', { accountId }, { cookie, ...ownOrigin });
  assert.equal(changed.statusCode, 200, changed.body);
  const { account, role, accounts } = changed.json<{ account: { id: number }; role: string; accounts: object[] }>();
  assert.deepEqual([account.id, role, accounts.length], [accountId, 'agent', 2]);
  assert.equal((await desk.server.inject({ url: '/native/v1/session', headers: { cookie, ...ownOrigin } })).statusCode, 401);
  assert.equal((await signIn(ownOrigin, { accountId })).json<{ account: { id: number } }>().account.id, accountId);
  const stranger = await post('/session/account', { accountId: 999_999 }, { cookie: cookieOf(await signIn()), ...ownOrigin });
  assert.equal(stranger.statusCode, 403);
});

test('401: a wrong password, an unknown address, another\'s account; 403: a page of another site; 422: no password', async () => {
  const answers = await Promise.all([
    signIn(ownOrigin, { password: 'wrong' }), signIn(ownOrigin, { email: 'nobody@desk.test' }), signIn(ownOrigin, { accountId: 999_999 }),
  ]);
  for (const answer of answers) {
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['set-cookie']], [401, 'unauthenticated', undefined]);
    assert.equal(answer.body, answers[0].body);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
  }
  assert.equal((await signIn({ 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  const wrong = await post('/session', { email: 'x' });
  assert.deepEqual([wrong.statusCode, wrong.json<{ fields: { field: string }[] }>().fields[0]!.field], [422, 'password']);
});

test('401 and 429: a token of another API, none, and guessing', async () => {
  assert.equal((await desk.ask('GET', '/session', undefined, 'pb_timetoreply_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).status, 401);
  assert.equal((await desk.server.inject('/native/v1/session')).statusCode, 401);
  let last = 0;
  for (let tries = 0; tries < 30 && last !== 429; tries += 1) last = (await signIn(ownOrigin, { password: `wrong-${tries}` })).statusCode;
  assert.equal(last, 429);
});
