import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createToken, createUser, restoreAccount } from '#core/accounts/index.ts';
import { getExtensions } from '#core/extensions/index.ts';
import { systemAct, testClock } from '#core/kernel/index.ts';
import { createAgent, getAgent } from '#core/people/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { timetoreply } from './dialect.ts';
import { profileScope } from './endpoints/profile/update-profile.ts';

const path = '/api/tools/settings/profile';
const clock = testClock('2024-05-06T12:00:00.000Z');
let desk: Desk;
let server: ReturnType<typeof createServer>;

const tokenOf = async (userId: number, scopes: 'all' | string[] = 'all') => (
  await desk.database.withAccount(desk.accountId, (tx) => createToken(tx, systemAct(desk.accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret;
async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, token: string, body?: object): Promise<[number, Record<string, unknown>]> {
  clock.advance(3_000);
  const answer = await server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(body && { payload: body }) });
  return [answer.statusCode, answer.json<Record<string, unknown>>()];
}

before(async () => {
  desk = await openDesk();
  server = createServer({ database: desk.database, clock, dialects: [timetoreply()], validateResponses: true, publicUrl: 'https://desk.example' });
});
after(async () => {
  await closeServer(server);
  await desk.close();
});

test('details of a profile are kept by user, and what the document does not list is refused by name', async () => {
  const token = await tokenOf(desk.userId);
  const details = { team: 'Customer Service', team_role: 'Manager', company_size: 'B' };
  assert.deepEqual(await ask('POST', path, token, details), [200, { status: 'Thanks for telling us more about you.' }]);
  assert.deepEqual(await desk.database.withAccount(desk.accountId, (tx) => getExtensions(tx, profileScope, [desk.userId])), new Map([[desk.userId, details]]));
  for (const [field, value] of [['team', 'Cooks'], ['team_role', 'Boss'], ['company_size', 'Z']] as const) {
    const [status, { errors }] = await ask('POST', path, token, { ...details, [field]: value });
    assert.deepEqual([status, Object.keys(errors as object)], [422, [field]]);
  }
  assert.equal((await ask('POST', path, token, {}))[0], 422);
  assert.equal((await ask('POST', path, 'wrong', details))[0], 401);
});

test('who deletes his account leaves: the token is dead, the agent deactivated with what he answered, name and address gone; a narrow token and the last owner do not', async () => {
  const owner = await tokenOf(desk.userId);
  assert.equal((await ask('DELETE', path, owner))[0], 409, 'the last owner');
  const { userId, agentId } = await desk.database.withAccount(desk.accountId, async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'cy@desk.test', name: 'Cy' });
    const agent = await createAgent(tx, desk.act, { name: 'Cy', addresses: ['cy@desk.test'] });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    await tx.run(sql`UPDATE memberships SET agent_id = ${agent.id} WHERE account_id = ${tx.accountId} AND user_id = ${user.id}`);
    return { userId: user.id, agentId: agent.id };
  });
  assert.equal((await ask('DELETE', path, await tokenOf(userId, ['conversations.read'])))[0], 403);
  const token = await tokenOf(userId);
  await ask('POST', path, token, { team: 'Sales', team_role: 'Manager', company_size: 'A' });
  const [status, answer] = await ask('DELETE', path, token);
  assert.deepEqual([status, answer['status']], [200, 'Account deletion in progress. Please allow a few minutes for this to complete. We will now log you out of your account.']);
  assert.equal((await ask('DELETE', path, token))[0], 401);
  const left = await desk.database.withAccount(desk.accountId, async (tx) => ({ agent: await getAgent(tx, desk.act, agentId), profile: await getExtensions(tx, profileScope, [userId]) }));
  assert.deepEqual([left.agent.deactivatedAt !== null, left.agent.addresses, left.profile.size], [true, ['cy@desk.test'], 0]);
  const [user] = await desk.database.rows(sql<{ name: string; email: string }>`SELECT name, email FROM users WHERE id = ${userId}`);
  assert.deepEqual(user, { name: 'Deleted user', email: `deleted-${userId}@users.invalid` });
});

test('who deletes the company shuts it for everybody at once, and it can be brought back; not without the permission', async () => {
  const token = await tokenOf(desk.userId);
  assert.equal((await ask('POST', `${path}/company`, await tokenOf(desk.userId, ['settings.write'])))[0], 403);
  const [status, answer] = await ask('POST', `${path}/company`, token);
  assert.deepEqual([status, answer['status']], [200, 'Company account deletion in progress. Please allow a few minutes for this to complete. We will now log you out of your account.']);
  assert.equal((await ask('GET', '/api/logs/conversations', token))[0], 401);
  await restoreAccount(desk.database, desk.accountId, { now: desk.act.now, source: 'test' });
  assert.equal((await ask('GET', '/api/logs/conversations', token))[0], 200);
});
