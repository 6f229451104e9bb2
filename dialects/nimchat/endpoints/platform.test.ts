import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, authenticateToken, createToken, findMembers, getAccount, verifyPassword } from '#core/accounts/index.ts';
import { findAudit } from '#core/audit/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { createPlatformApp, grantTo, revokePlatformApp, signInByLink } from '#core/platform/index.ts';
import { sql } from '#storage/index.ts';
import { differences } from '../testing/differences.ts';
import { openNimchat, type Caller, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
/** Two programs, and what they call. */
let one: Caller;
let two: Caller;
before(async () => {
  api = await openNimchat();
  [one, two] = [await appOf('one'), await appOf('two')];
});
after(() => api.close());

const now = (): string => nowText(api.clock);
const idOfApp = new Map<string, number>();
async function appOf(name: string): Promise<Caller> {
  const { id, secret } = await api.desk.database.withoutAccount((tx) => createPlatformApp(tx, { name, now: now() }));
  idOfApp.set(name, id);
  return api.callerOf(secret, 0);
}
const path = (rest: string): string => `//platform/api/v1${rest}`;
const password = 'Rain over 7 hills!';
let count = 0;
const makeUser = async (app = one, more: object = {}): Promise<any> => { // oxlint-disable-line typescript/no-explicit-any -- the wire
  const answer = await app.send('POST', path('/users'), { name: 'Bo', email: `bo${(count += 1)}@home.test`, password, custom_attributes: { crm: 7 }, ...more });
  assert.equal(answer.status, 200, answer.body);
  return answer.json();
};
const makeAccount = async (app = one): Promise<number> => (await app.send('POST', path('/accounts'), { name: 'Shop' })).json().id;
const join = (app: Caller, account: number, user: number, role = 'agent') => app.send('POST', path(`/accounts/${account}/account_users`), { user_id: user, role });

const accountSample = { id: 0, name: 'string' };
const placeSample = { account_id: 0, user_id: 0, role: 'string' };
const userSample = {
  id: 0, uid: 'string', name: 'string', available_name: 'string', display_name: 'string', email: 'string', account_id: 0, role: 'agent', confirmed: true, custom_attributes: {}, accounts: [{ id: 0, name: 'string', role: 'administrator' }],
};

test('accounts, users and who is where: called as the document does, answered in its shapes, read back', async () => {
  const shapeOf = (sample: object, answer: { status: number; body: string; json(): unknown }): any => { // oxlint-disable-line typescript/no-explicit-any -- the wire
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(differences(answer.json(), sample, new Set()), []);
    return answer.json();
  };
  const account = shapeOf(accountSample, await one.send('POST', path('/accounts'), { name: 'string' }));
  assert.equal(shapeOf(accountSample, await one.send('PATCH', path(`/accounts/${account.id}`), { name: 'Renamed' })).name, 'Renamed');
  assert.deepEqual(shapeOf(accountSample, await one.get(path(`/accounts/${account.id}`))), { id: account.id, name: 'Renamed' });

  const user = await makeUser();
  assert.deepEqual([user.account_id, user.role, user.accounts, user.custom_attributes], [null, 'agent', [], { crm: 7 }]);
  assert.deepEqual(shapeOf(placeSample, await join(one, account.id, user.id, 'administrator')), { account_id: account.id, user_id: user.id, role: 'administrator' });
  const shown = shapeOf(userSample, await one.get(path(`/users/${user.id}`)));
  assert.deepEqual([shown.account_id, shown.role, shown.accounts], [account.id, 'administrator', [{ id: account.id, name: 'Renamed', role: 'administrator' }]]);
  const changed = shapeOf(userSample, await one.send('PATCH', path(`/users/${user.id}`), { name: 'Bo Li', email: 'bo.li@home.test', password: 'Another 9 rivers!', custom_attributes: { crm: 8 } }));
  assert.deepEqual([changed.name, changed.email, changed.custom_attributes], ['Bo Li', 'bo.li@home.test', { crm: 8 }]);
  assert.equal((await verifyPassword(api.desk.database, { email: 'bo.li@home.test', password: 'Another 9 rivers!', address: null, now: now() })).userId, user.id);
  assert.deepEqual((await one.get(path(`/accounts/${account.id}/account_users`))).json(), [{ account_id: account.id, user_id: user.id, role: 'administrator' }]);
  const { token } = await tokenIn(account.id, user.id);
  assert.equal((await api.callerOf(token, account.id).get('/agents')).json().length, 1, 'who is brought in answers customers there');
});

async function tokenIn(accountId: number, userId: number): Promise<{ token: string }> {
  const { secret } = await api.desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, now(), 'test'), { userId, dialect: 'nimchat', name: 'x', scopes: 'all', expiresAt: null }));
  return { token: secret };
}

test('the first administrator owns the account, a second does not, and the last owner cannot be taken out', async () => {
  const account = await makeAccount();
  const [first, second] = [await makeUser(), await makeUser()];
  await join(one, account, first.id, 'administrator');
  await join(one, account, second.id, 'administrator');
  const roles = await api.desk.database.withAccount(account, (tx) => findMembers(tx, systemAct(account, now(), 'test')));
  assert.deepEqual(roles.map(({ role }) => role), ['owner', 'administrator']);
  const refused = await one.send('DELETE', path(`/accounts/${account}/account_users`), { user_id: first.id });
  assert.deepEqual([refused.status, refused.json().message], [422, 'An account keeps at least one owner.']);
  assert.equal((await one.send('DELETE', path(`/accounts/${account}/account_users`), { user_id: second.id })).status, 200);
  assert.equal((await one.send('DELETE', path(`/accounts/${account}/account_users`), { user_id: second.id })).status, 404);
  assert.equal((await join(one, account, second.id, 'agent')).json().role, 'agent', 'again after an end');
  assert.equal((await join(one, account, second.id, 'administrator')).json().role, 'administrator', 'and with another role');
});

test('what another app made, and what never was, answer alike in every operation, and nothing of it changes', async () => {
  const [account, user] = [await makeAccount(one), await makeUser(one)];
  await join(one, account, user.id, 'administrator');
  const own = await makeAccount(two);
  const questions: readonly [string, (ids: { account: number; user: number }) => ReturnType<Caller['get']>][] = [
    ['show account', (ids) => two.get(path(`/accounts/${ids.account}`))], ['rename account', (ids) => two.send('PATCH', path(`/accounts/${ids.account}`), { name: 'Taken' })],
    ['delete account', (ids) => two.send('DELETE', path(`/accounts/${ids.account}`))], ['list users', (ids) => two.get(path(`/accounts/${ids.account}/account_users`))],
    ['join own user', (ids) => join(two, ids.account, ids.user)], ['join to own account', (ids) => join(two, own, ids.user)],
    ['take out', (ids) => two.send('DELETE', path(`/accounts/${ids.account}/account_users`), { user_id: ids.user })], ['take out of own', (ids) => two.send('DELETE', path(`/accounts/${own}/account_users`), { user_id: ids.user })],
    ['show user', (ids) => two.get(path(`/users/${ids.user}`))], ['change user', (ids) => two.send('PATCH', path(`/users/${ids.user}`), { password: 'Another 9 rivers!' })],
    ['delete user', (ids) => two.send('DELETE', path(`/users/${ids.user}`))], ['sign in as user', (ids) => two.get(path(`/users/${ids.user}/login`))],
  ];
  for (const [name, ask] of questions) {
    const [theirs, random] = [await ask({ account, user: user.id }), await ask({ account: 987_654, user: 987_654 })];
    assert.deepEqual([theirs.status, theirs.body], [401, '{"error":"Non permissible resource"}'], name);
    assert.deepEqual([random.status, random.body], [theirs.status, theirs.body], name);
  }
  assert.deepEqual((await one.get(path(`/accounts/${account}`))).json().name, 'Shop');
  assert.deepEqual((await one.get(path(`/users/${user.id}`))).json(), { ...user, account_id: account, role: 'administrator', accounts: [{ id: account, name: 'Shop', role: 'administrator' }] });
  assert.equal((await two.send('POST', path('/users'), { name: 'Bo', email: user.email.toUpperCase(), password })).status, 422, 'a person of somebody else\'s is not taken over by his address');
  assert.equal((await two.send('POST', path('/users'), { name: 'Ada', email: 'ada@desk.test', password })).status, 422);
});

test('a user who is also in an account of nobody\'s app is shown, and not changed, deleted or signed in', async () => {
  const [account, user] = [await makeAccount(), await makeUser()];
  await join(one, account, user.id);
  assert.equal((await one.get(path(`/users/${user.id}/login`))).status, 200);
  await api.desk.database.withAccount(api.accountId, (tx) => addMember(tx, api.desk.act, { userId: user.id, role: 'administrator' }));
  const shown = await one.get(path(`/users/${user.id}`));
  assert.deepEqual([shown.status, shown.json().accounts.length], [200, 1], 'and the other account is not told');
  for (const answer of [await one.send('PATCH', path(`/users/${user.id}`), { password: 'Another 9 rivers!' }), await one.send('PATCH', path(`/users/${user.id}`), { email: 'x@x.test' }), await one.send('DELETE', path(`/users/${user.id}`)), await one.get(path(`/users/${user.id}/login`))]) assert.equal(answer.status, 401, answer.body);
  await api.desk.database.withoutAccount((tx) => grantTo(tx, idOfApp.get('one')!, 'account', api.accountId, now()));
  assert.equal((await one.send('PATCH', path(`/users/${user.id}`), { name: 'Bo Two' })).status, 200, 'with a grant on that account, too');
  await api.desk.database.withoutAccount((tx) => tx.run(sql`DELETE FROM platform_grants WHERE noun = 'account' AND target_id = ${api.accountId}`));
});

test('a sign-in link works once, within five minutes, and no older one beside it', async () => {
  const [account, user] = [await makeAccount(), await makeUser()];
  assert.equal((await one.get(path(`/users/${user.id}/login`))).status, 422, 'nothing to sign in to');
  await join(one, account, user.id);
  const secretOf = async (): Promise<string> => {
    const { url } = (await one.get(path(`/users/${user.id}/login`))).json();
    assert.match(url, /^https:\/\/desk\.example\/sign-in\/[\w-]{43}$/);
    return url.split('/').at(-1);
  };
  const enter = (secret: unknown, at = now()) => signInByLink(api.desk.database, { secret, now: at, address: null, userAgent: null });
  const [older, secret] = [await secretOf(), await secretOf()];
  await assert.rejects(enter(older), { code: 'expired' });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => enter(secret)));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, 'of many at once one');
  for (const wrong of [secret, 'x'.repeat(43), '', null, {}, true]) await assert.rejects(enter(wrong), { code: 'expired' });
  const late = await secretOf();
  await assert.rejects(enter(late, new Date(api.clock.nowMs() + 5 * 60_000).toISOString()), { code: 'expired' });
  const [before] = [await secretOf()];
  await api.desk.database.withAccount(api.accountId, (tx) => addMember(tx, api.desk.act, { userId: user.id, role: 'administrator' }));
  await assert.rejects(enter(before), { code: 'forbidden' }); // became a member elsewhere since
});

test('an account that was deleted is shut for everybody at once, stands in its audit log, and answers as one that never was', async () => {
  const [account, user] = [await makeAccount(), await makeUser()];
  await join(one, account, user.id, 'administrator');
  const { token } = await tokenIn(account, user.id);
  const person = api.callerOf(token, account);
  assert.equal((await person.get('/agents')).status, 200);
  assert.equal((await one.send('DELETE', path(`/accounts/${account}`))).body, 'null');
  assert.equal((await person.get('/agents')).status, 401);
  assert.equal(await authenticateToken(api.desk.database, { secret: token, dialect: 'nimchat', now: now() }), null);
  assert.equal(await getAccount(api.desk.database, account), null);
  for (const answer of [await one.get(path(`/accounts/${account}`)), await one.send('DELETE', path(`/accounts/${account}`))]) assert.equal(answer.status, 401);
  assert.deepEqual((await one.get(path(`/users/${user.id}`))).json().accounts, []);
  const log = await api.desk.database.withAccount(account, (tx) => findAudit(tx, systemAct(account, now(), 'test')));
  const { detail } = log.find(({ action }) => action === 'account.deleted')!;
  assert.equal((detail as { source: string }).source, `platform:${idOfApp.get('one')}`);
});

test('a user who was deleted gets in nowhere, leaves no name or address, and the address is free again', async () => {
  const [account, user] = [await makeAccount(), await makeUser()];
  const keeper = await makeUser();
  await join(one, account, keeper.id, 'administrator');
  await join(one, account, user.id);
  const { token } = await tokenIn(account, user.id);
  assert.equal((await one.send('DELETE', path(`/users/${user.id}`))).body, 'null');
  assert.equal((await api.callerOf(token, account).get('//api/v1/profile')).status, 401);
  await assert.rejects(verifyPassword(api.desk.database, { email: user.email, password, address: null, now: now() }));
  assert.equal((await one.get(path(`/users/${user.id}`))).status, 401);
  assert.deepEqual((await one.get(path(`/accounts/${account}/account_users`))).json().map((each: { user_id: number }) => each.user_id), [keeper.id]);
  assert.equal((await two.send('POST', path('/users'), { name: 'New', email: user.email, password })).status, 200);
  assert.equal((await one.send('DELETE', path(`/users/${keeper.id}`))).status, 422, 'never the last owner');
  assert.equal((await one.get(path(`/users/${keeper.id}`))).json().name, 'Bo');
});

test('only a platform app\'s token opens the door, and it opens no other; a revoked one opens nothing', async () => {
  const account = await makeAccount();
  const answers = [await api.ada.get(path(`/accounts/${account}`)), await api.callerOf('', 0).get(path(`/accounts/${account}`)), await api.callerOf('pb_platform_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 0).send('POST', path('/accounts'), { name: 'x' })];
  for (const { status, body } of answers) assert.deepEqual([status, body], [401, '{"error":"Invalid access_token"}']);
  assert.deepEqual((await api.callerOf(one.token, api.accountId).get('/agents')).body, '{"error":"Invalid Access Token"}');
  assert.equal((await api.callerOf(one.token, 0).get('//api/v1/profile')).status, 401);
  const three = await appOf('three');
  assert.equal((await three.get(path('/users/1'))).body, '{"error":"Non permissible resource"}');
  await api.desk.database.withoutAccount((tx) => revokePlatformApp(tx, { id: idOfApp.get('three')!, now: now() }));
  assert.equal((await three.get(path('/users/1'))).body, '{"error":"Invalid access_token"}');
});

test('wrong input is told and changes nothing', async () => {
  const [account, user] = [await makeAccount(), await makeUser()];
  const wrong: readonly [Promise<{ status: number; body: string }>, number, RegExp][] = [
    [one.send('POST', path('/accounts'), {}), 422, /must not be empty/], [one.send('POST', path('/accounts'), { name: 7 }), 422, /name/i], [one.send('POST', path('/accounts'), { name: 'x'.repeat(201) }), 422, /at most 200/],
    [one.send('POST', path('/users'), { name: 'X', password }), 422, /Email must be given/], [one.send('POST', path('/users'), { name: 'X', email: 'none', password }), 422, /is not a mail address/],
    [one.send('POST', path('/users'), { name: 'X', email: 'x1@x.test', password: 'string' }), 422, /at least 10/], [one.send('POST', path('/users'), { name: '', email: 'x1@x.test' }), 422, /Name must not be empty/],
    [one.send('POST', path('/users'), { name: 'X', email: 'x1@x.test', custom_attributes: 'no' }), 422, /Custom attributes/],
    [one.send('PATCH', path(`/users/${user.id}`), { email: 'ada@desk.test' }), 422, /already been taken/], [one.send('PATCH', path('/users/one'), {}), 404, /not be found/],
    [join(one, account, user.id, 'owner'), 422, /must be one of administrator, agent/], [one.send('POST', path(`/accounts/${account}/account_users`), { role: 'agent' }), 422, /User id must be given/], [one.send('DELETE', path(`/accounts/${account}/account_users`), {}), 422, /must be given/],
  ];
  for (const [answer, status, text] of wrong) {
    const { status: got, body } = await answer;
    assert.equal(got, status, body);
    assert.match(body, text);
  }
  assert.deepEqual((await one.get(path(`/users/${user.id}`))).json(), user);
  assert.equal((await one.send('POST', path('/users'), { name: 'X', email: 'x1@x.test' })).status, 200, 'nobody of that address was made');
});
