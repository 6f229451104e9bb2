import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { InvitationMade } from '../../schemas/invitations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

const password = 'otter-lantern-71-canary';
let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

/** As somebody without any credential. */
const open = async (path: string, payload: object) => {
  const answer = await desk.server.inject({ method: 'POST', url: `/native/v1/invitations/${path}`, payload });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};
const secretOf = ({ link }: InvitationMade): string => new URL(link).hash.slice(1);
const invite = async (email: string, role = 'agent') => (await desk.ask<InvitationMade>('POST', '/invitations', { email, role })).body;

test('201: an invitation is a link to copy; it is listed without it, looked up, accepted once, and then one signs in', async () => {
  const made = await desk.ask<InvitationMade>('POST', '/invitations', { email: 'Bo@desk.test', role: 'agent' });
  assert.equal(made.status, 201);
  assert.match(made.body.link, /^https:\/\/desk\.example\/app\/invitation#[\w-]{43}$/);
  const listed = await desk.ask('GET', '/invitations');
  assert.ok(JSON.stringify(listed.body).includes('Bo@desk.test') && !JSON.stringify(listed.body).includes(secretOf(made.body)));
  const secret = secretOf(made.body);
  assert.deepEqual((await open('look-up', { secret })).body, { accountName: 'Desk', email: 'Bo@desk.test', role: 'agent', expiresAt: '2024-05-07T12:00:00Z' });
  const accepted = await open('accept', { secret, name: 'Bo', password });
  assert.deepEqual([accepted.status, accepted.body], [201, { email: 'Bo@desk.test', accountId: desk.accountId }]);
  assert.equal((await desk.server.inject({ method: 'POST', url: '/native/v1/session', payload: { email: 'bo@desk.test', password } })).statusCode, 200);
  assert.equal((await open('accept', { secret, name: 'Eve', password })).status, 410);
});

test('410: wrong, revoked, too old: all alike; 422 leaves the invitation as it was', async () => {
  const revoked = await invite('c@desk.test');
  assert.equal((await desk.ask('DELETE', `/invitations/${revoked.id}`)).status, 204);
  assert.equal((await desk.ask('DELETE', `/invitations/${revoked.id}`)).status, 404);
  const answers = [await open('look-up', { secret: secretOf(revoked) }), await open('look-up', { secret: 'x'.repeat(43) }), await open('accept', { secret: '', name: 'X', password })];
  const good = await invite('d@desk.test');
  for (const bad of [{ password: 'short' }, { name: '' }, { role: 'owner' }, { email: 'x@desk.test' }, { secret: null }, { secret: [secretOf(good)] }]) {
    assert.equal((await open('accept', { secret: secretOf(good), name: 'D', password, ...bad })).status, 422, JSON.stringify(bad));
  }
  desk.clock.advance(24 * 3_600_000);
  answers.push(await open('accept', { secret: secretOf(good), name: 'D', password }));
  for (const answer of answers) assert.deepEqual([answer.status, answer.body], [410, answers[0]!.body]);
  desk.clock.advance(-24 * 3_600_000);
  assert.equal((await open('accept', { secret: secretOf(good), name: 'D', password })).status, 201);
});

test('422, 403, 409, 404: no such role, no right, a member already, another account\'s', async () => {
  assert.equal((await desk.ask('POST', '/invitations', { email: 'e@desk.test', role: 'king' })).status, 422);
  assert.equal((await desk.ask('POST', '/invitations', { email: 'nobody', role: 'agent' })).status, 422);
  assert.equal((await desk.ask('POST', '/invitations', { email: 'e@desk.test', role: 'agent' }, await desk.tokenFor('people.read'))).status, 403);
  assert.equal((await desk.ask('POST', '/invitations', { email: 'ADA@desk.test', role: 'agent' })).status, 409);
  const { id } = await invite('f@desk.test');
  assert.equal((await desk.ask('DELETE', `/invitations/${id}`, undefined, desk.stranger.token)).status, 404);
});

test('429: wrong links end after fifty from one address', async () => {
  let last = 0;
  for (let n = 0; n < 60 && last !== 429; n += 1) last = (await open('look-up', { secret: 'y'.repeat(43) })).status;
  assert.equal(last, 429);
});
