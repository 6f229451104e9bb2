import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser, hashPassword } from '#core/accounts/index.ts';
import { ensureAgentOfUser, getAgent } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openNative, setPassword, type NativeDesk } from '../../testing/open-native.ts';

const password = 'otter-lantern-71-canary';
let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await setPassword(desk, password);
});
after(() => desk.close());

async function signIn(email: string) {
  const answer = await desk.server.inject({ method: 'POST', url: '/native/v1/session', payload: { email, password }, headers: { 'sec-fetch-site': 'same-origin' } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  return {
    status: answer.statusCode,
    leave: async (payload: object = { password }) => {
      const { statusCode, body } = await desk.server.inject({ method: 'POST', url: '/native/v1/me/leave', headers: { cookie, 'sec-fetch-site': 'same-origin' }, payload });
      return { status: statusCode, body: (body === '' ? null : JSON.parse(body)) as { key?: string; fields?: { key: string }[] } | null };
    },
  };
}

test('204: who leaves, whatever his role allows, is out at once, and forgotten; what he answered stays his; a token, a wrong password and the last owner do not', async () => {
  const hash = await hashPassword(password, 'cy@desk.test');
  const { userId, agentId } = await desk.database.withAccount(desk.accountId, async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'cy@desk.test', name: 'Cy' });
    await tx.run(sql`UPDATE users SET password_hash = ${hash} WHERE id = ${user.id}`);
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    return { userId: user.id, agentId: await ensureAgentOfUser(tx, desk.act, user.id) ?? 0 };
  });
  const [ada, cy, again] = [await signIn('ada@desk.test'), await signIn('cy@desk.test'), await signIn('cy@desk.test')];
  assert.equal((await desk.ask('POST', '/me/leave', { password })).status, 403, 'a token');
  const wrong = await cy.leave({ password: 'not-this-password' });
  assert.deepEqual([wrong.status, wrong.body?.fields?.[0]?.key], [422, 'password-wrong']);
  assert.equal((await cy.leave({})).status, 422);
  const last = await ada.leave();
  assert.deepEqual([last.status, last.body?.key], [409, 'last-owner']);
  assert.equal((await cy.leave()).status, 204);
  assert.deepEqual([(await again.leave()).status, (await signIn('cy@desk.test')).status === 200], [401, false], 'his other browser, and signing in');
  const agent = await desk.database.withAccount(desk.accountId, (tx) => getAgent(tx, desk.act, agentId));
  assert.deepEqual([agent.deactivatedAt !== null, agent.id], [true, agentId]);
  const [user] = await desk.database.rows(sql<{ name: string }>`SELECT name FROM users WHERE id = ${userId}`);
  assert.equal(user?.name, 'Deleted user');
  assert.equal((await desk.ask('GET', '/me')).status, 200, 'everybody else is still in');
});
