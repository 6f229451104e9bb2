import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { restoreAccountBySecret } from '#core/accounts/index.ts';
import type { AccountDeletion } from '../../schemas/account-deletion.ts';
import { openNative, setPassword, type NativeDesk } from '../../testing/open-native.ts';

const password = 'otter-lantern-71-canary';
let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await setPassword(desk, password);
});
after(() => desk.close());

async function signIn() {
  const answer = await desk.server.inject({ method: 'POST', url: '/native/v1/session', payload: { email: 'ada@desk.test', password }, headers: { 'sec-fetch-site': 'same-origin' } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  return {
    status: answer.statusCode,
    ask: async <Body,>(method: 'GET' | 'POST', path: string, payload?: object) => {
      const { statusCode, body } = await desk.server.inject({ method, url: `/native/v1${path}`, headers: { cookie, 'sec-fetch-site': 'same-origin' }, ...(payload && { payload }) });
      return { status: statusCode, body: (body === '' ? null : JSON.parse(body)) as Body };
    },
  };
}

test('200: with the name typed and the password, the account is shut at once for every session and token, and the link brings it back', async () => {
  const browser = await signIn();
  const mistyped = await browser.ask<{ fields: { field: string; key: string }[] }>('POST', '/account/delete', { name: 'Dessk', password });
  assert.deepEqual([mistyped.status, mistyped.body.fields[0]?.field, mistyped.body.fields[0]?.key], [422, 'name', 'account-name-differs']);
  const wrong = await browser.ask<{ fields: { field: string; key: string }[] }>('POST', '/account/delete', { name: 'Desk', password: 'not-this-password' });
  assert.deepEqual([wrong.status, wrong.body.fields[0]?.field, wrong.body.fields[0]?.key], [422, 'password', 'password-wrong']);
  assert.equal((await desk.ask('POST', '/account/delete', { name: 'Desk', password })).status, 403, 'a token does not do');
  assert.equal((await browser.ask('GET', '/account')).status, 200, 'nothing has changed');
  const { status, body } = await browser.ask<AccountDeletion>('POST', '/account/delete', { name: ' Desk ', password });
  assert.deepEqual([status, body.eraseAfter], [200, '2024-06-05T12:00:00.000Z']);
  assert.match(body.undoLink, /^https:\/\/desk\.example\/restore-account\/[\w-]{43}$/);
  assert.equal((await browser.ask('GET', '/account')).status, 401);
  assert.equal((await desk.ask('GET', '/account')).status, 401);
  assert.notEqual((await signIn()).status, 200);
  await restoreAccountBySecret(desk.database, { secret: body.undoLink.split('/').at(-1), now: desk.act.now, source: 'test' });
  assert.equal((await desk.ask('GET', '/account')).status, 200, 'tokens open it again');
  assert.equal((await browser.ask('GET', '/account')).status, 401, 'sessions stay ended');
});
