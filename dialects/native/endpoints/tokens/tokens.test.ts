import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import type { Token, TokenMade } from '../../schemas/tokens.ts';
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

test('201: a token is shown once, opens the API within its scopes, and dies when it is revoked', async () => {
  const made = await desk.ask<TokenMade>('POST', '/tokens', { api: 'native', name: 'mine', scopes: ['people.read'], expiresAt: '2025-01-01T00:00:00Z' });
  assert.deepEqual([made.status, made.body.scopes, made.body.expiresAt, made.body.userId], [201, ['people.read'], '2025-01-01T00:00:00Z', desk.userId]);
  const { secret, id } = made.body;
  assert.deepEqual([(await desk.ask('GET', '/users', undefined, secret)).status, (await desk.ask('GET', '/account', undefined, secret)).status], [200, 403]);
  const listed = (await desk.ask<{ items: Token[] }>('GET', '/tokens')).body;
  assert.ok(listed.items.some((token) => token.id === id) && !JSON.stringify(listed).includes(secret));
  assert.equal((await desk.ask('DELETE', `/tokens/${id}`)).status, 204);
  assert.equal((await desk.ask('GET', '/users', undefined, secret)).status, 401);
});

test('a token for another member, never wider than the caller', async () => {
  assert.equal((await desk.ask<TokenMade>('POST', '/tokens', { api: 'native', name: 'his', userId: bo })).body.userId, bo);
  const own = await desk.tokenFor('tokens.own', 'people.read');
  assert.equal((await desk.ask('POST', '/tokens', { api: 'native', name: 'x', userId: bo }, own)).status, 403);
  assert.equal((await desk.ask('POST', '/tokens', { api: 'native', name: 'wider' }, own)).status, 403);
  assert.equal((await desk.ask('POST', '/tokens', { api: 'native', name: 'narrow', scopes: ['people.read'] }, own)).status, 201);
  const seen = (await desk.ask<{ items: Token[] }>('GET', '/tokens', undefined, own)).body.items;
  assert.deepEqual([...new Set(seen.map(({ userId }) => userId))], [desk.userId]);
  assert.equal((await desk.ask('GET', `/tokens?userId=${bo}`, undefined, own)).status, 403);
});

test('422, 404, 403: no such API, instant or scope; another account\'s token; no permission', async () => {
  for (const body of [
    { api: 'fax', name: 'x' }, { api: 'native', name: '' }, { api: 'native', name: 'x', scopes: [] }, { api: 'native', name: 'x', scopes: ['everything'] },
    { api: 'native', name: 'x', expiresAt: 'soon' }, { api: 'native', name: 'x', expiresAt: '2024-13-45T99:99:99Z' }, { api: 'native', name: 'x', expiresAt: '2020-01-01T00:00:00Z' }, { api: 'native', name: 'x', accountId: 1 },
  ]) assert.equal((await desk.ask('POST', '/tokens', body)).status, 422, JSON.stringify(body));
  const { id } = (await desk.ask<TokenMade>('POST', '/tokens', { api: 'native', name: 'mine' })).body;
  const [theirs, none] = [await desk.ask('DELETE', `/tokens/${id}`, undefined, desk.stranger.token), await desk.ask('DELETE', '/tokens/987654', undefined, desk.stranger.token)];
  assert.deepEqual([theirs.status, theirs.body], [404, none.body]);
  assert.equal((await desk.ask('GET', '/tokens', undefined, await desk.tokenFor('people.read'))).status, 403);
  assert.equal((await desk.ask('POST', '/tokens', { api: 'native', name: 'x', userId: 987_654 })).status, 404);
  assert.ok((await desk.ask<{ items: { name: string }[] }>('GET', '/apis')).body.items.some(({ name }) => name === 'native'));
});
