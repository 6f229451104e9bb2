import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeAccount } from '#core/accounts/index.ts';
import { fromBase32 } from '#testkit/people/from-base32.ts';
import { createHmac } from 'node:crypto';
import type { Me, Session } from '../../schemas/me.ts';
import { openNative, setPassword, type NativeDesk } from '../../testing/open-native.ts';

let password = 'otter-lantern-71-canary';
let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await setPassword(desk, password);
});
after(() => desk.close());

type Browser = Awaited<ReturnType<typeof signIn>>;

async function signIn(code?: string) {
  const answer = await desk.server.inject({ method: 'POST', url: '/native/v1/session', payload: { email: 'ada@desk.test', password, ...(code === undefined ? {} : { code }) }, headers: { 'sec-fetch-site': 'same-origin' } });
  const browser = { status: answer.statusCode, cookie: cookieOf(answer.headers['set-cookie']) };
  return {
    ...browser,
    ask: async <Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
      const { statusCode, body, headers } = await desk.server.inject({ method, url: `/native/v1${path}`, headers: { cookie: browser.cookie, 'sec-fetch-site': 'same-origin' }, ...(payload ? { payload } : {}) });
      if (headers['set-cookie'] !== undefined) browser.cookie = cookieOf(headers['set-cookie']);
      return { status: statusCode, body: (body === '' ? null : JSON.parse(body)) as Body };
    },
  };
}

function cookieOf(header: string | string[] | number | undefined): string {
  return String(header).split(';')[0]!;
}

const isIn = async (browser: Browser) => (await browser.ask('GET', '/session')).status === 200;

/** RFC 6238, written apart from ours. */
function codeAt(secret: string, instant: string): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(instant) / 30_000)));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('200: the own name and zone change, for a browser; a token may look and change nothing', async () => {
  const browser = await signIn();
  const changed = await browser.ask<Me>('PATCH', '/me', { name: 'Ada L', zone: 'Europe/Berlin' });
  assert.deepEqual([changed.status, changed.body.name, changed.body.zone], [200, 'Ada L', 'Europe/Berlin']);
  assert.equal((await browser.ask<Me>('PATCH', '/me', { zone: null })).body.zone, null);
  for (const body of [{ name: '' }, { zone: 'Mars/Base' }, { role: 'agent' }, { email: 'x@y.test' }]) assert.equal((await browser.ask('PATCH', '/me', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask<Me>('GET', '/me')).body.name, 'Ada L');
  for (const [method, path, body] of [
    ['PATCH', '/me', { name: 'X' }], ['POST', '/me/password', { currentPassword: password, newPassword: 'another long phrase' }], ['GET', '/me/sessions'], ['DELETE', '/me/sessions'], ['DELETE', '/me/sessions/1'],
    ['POST', '/me/two-factor', { password }], ['POST', '/me/two-factor/confirm', { code: '1' }], ['POST', '/me/two-factor/remove', { password, code: '1' }],
  ] as const) assert.equal((await desk.ask(method, path, body)).status, 403, `${method} ${path} with a token`);
});

test('sessions: listed with the current one told, ended one by one or all others', async () => {
  const [one, two, three] = [await signIn(), await signIn(), await signIn()];
  const sessions = (await three.ask<{ items: Session[] }>('GET', '/me/sessions')).body.items;
  assert.deepEqual([sessions.filter(({ isCurrent }) => isCurrent).length, sessions[0]!.methods], [1, ['password']]);
  assert.ok(!/secret|hash/i.test(JSON.stringify(sessions)));
  const ended = sessions.find(({ isCurrent }) => !isCurrent)!;
  assert.deepEqual([(await three.ask('DELETE', `/me/sessions/${ended.id}`)).status, (await three.ask('DELETE', `/me/sessions/${ended.id}`)).status, (await three.ask('DELETE', '/me/sessions/987654')).status], [204, 404, 404]);
  assert.ok(Number((await three.ask('DELETE', '/me/sessions')).body['ended']) >= 1);
  assert.deepEqual([await isIn(one), await isIn(two), await isIn(three)], [false, false, true]);
});

test('200: another password ends every session, gives this browser a new one, and the old password opens nothing', async () => {
  const [other, browser] = [await signIn(), await signIn()];
  const before = browser.cookie;
  assert.equal((await browser.ask('POST', '/me/password', { currentPassword: 'wrong', newPassword: 'another long phrase' })).status, 401);
  for (const newPassword of ['short', 'ada@desk.test', 'password123']) assert.equal((await browser.ask('POST', '/me/password', { currentPassword: password, newPassword })).status, 422, newPassword);
  const changed = await browser.ask('POST', '/me/password', { currentPassword: password, newPassword: 'another long phrase' });
  assert.deepEqual([changed.status, typeof changed.body['tokensLeft']], [200, 'number']);
  assert.deepEqual([await isIn(other), await isIn(browser)], [false, true]);
  assert.equal((await desk.server.inject({ url: '/native/v1/session', headers: { cookie: before, 'sec-fetch-site': 'same-origin' } })).statusCode, 401);
  assert.equal((await signIn()).status, 401);
  password = 'another long phrase';
  assert.equal((await signIn()).status, 200);
});

test('two-factor: begun with the password, counts after the first code, asked for at sign-in, removed with password and code', async () => {
  const browser = await signIn();
  assert.equal((await browser.ask('POST', '/me/two-factor', { password: 'wrong' })).status, 401);
  const begun = await browser.ask<{ secret: string; uri: string }>('POST', '/me/two-factor', { password });
  assert.deepEqual([begun.status, begun.body.uri.startsWith('otpauth://totp/')], [201, true]);
  const { secret } = begun.body;
  const now = () => new Date(desk.clock.nowMs()).toISOString();
  assert.equal((await signIn()).status, 200, 'of no effect yet');
  assert.equal((await browser.ask('POST', '/me/two-factor/confirm', { code: '000000' })).status, 401);
  const confirmed = await browser.ask<{ recoveryCodes: string[] }>('POST', '/me/two-factor/confirm', { code: codeAt(secret, now()) });
  const { recoveryCodes } = confirmed.body;
  assert.deepEqual([confirmed.status, recoveryCodes.length, new Set(recoveryCodes).size], [200, 10, 10]);
  assert.ok(recoveryCodes.every((code) => /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/.test(code)), recoveryCodes[0]!);
  assert.equal((await browser.ask('POST', '/me/two-factor', { password })).status, 409, 'there is one already');
  assert.equal((await signIn()).status, 401);
  desk.clock.advance(30_000);
  const strong = await signIn(codeAt(secret, now()));
  assert.equal(strong.status, 200);
  assert.equal((await strong.ask<Me>('GET', '/me')).body.hasTwoFactor, true);
  const lost = await signIn(recoveryCodes[0]!.toLowerCase());
  assert.deepEqual([lost.status, (await lost.ask<{ session: { methods: string[] } }>('GET', '/session')).body.session.methods], [200, ['password', 'recovery-code']]);
  assert.equal((await signIn(recoveryCodes[0])).status, 401, 'each once');
  assert.deepEqual([(await lost.ask<Me>('GET', '/me')).body.recoveryCodesLeft, (await signIn('AAAA-BBBB-CCCC-DDDD')).status], [9, 401]);
  assert.equal((await lost.ask('POST', '/me/two-factor/recovery-codes', { password: 'wrong' })).status, 401);
  const anew = (await lost.ask<{ recoveryCodes: string[] }>('POST', '/me/two-factor/recovery-codes', { password })).body.recoveryCodes;
  assert.deepEqual([anew.length, (await signIn(recoveryCodes[1])).status, (await signIn(anew[0])).status], [10, 401, 200], 'new ones end the old');
  desk.clock.advance(30_000);
  assert.equal((await strong.ask('POST', '/me/two-factor/remove', { password: 'wrong', code: codeAt(secret, now()) })).status, 401);
  assert.equal((await strong.ask('POST', '/me/two-factor/remove', { password, code: codeAt(secret, now()) })).status, 204);
  assert.deepEqual([await isIn(strong), (await signIn()).status], [false, 200]);
});

test('where the account wants a second factor for all, a session without may only set one up', async () => {
  const browser = await signIn();
  await desk.database.withAccount(desk.accountId, (tx) => changeAccount(tx, desk.act, { requireTotp: true }));
  const session = await browser.ask<{ permissions: string[]; mustSetUpTwoFactor: boolean }>('GET', '/session');
  assert.deepEqual([session.status, session.body.permissions, session.body.mustSetUpTwoFactor], [200, [], true]);
  for (const path of ['/account', '/channels', '/users', '/conversations', '/audit']) assert.equal((await browser.ask('GET', path)).status, 403, path);
  assert.equal((await browser.ask('POST', '/tokens', { api: 'native', name: 'x' })).status, 403);
  const { secret } = (await browser.ask<{ secret: string }>('POST', '/me/two-factor', { password })).body;
  assert.equal((await browser.ask('POST', '/me/two-factor/confirm', { code: codeAt(secret, new Date(desk.clock.nowMs()).toISOString()) })).status, 200);
  assert.equal((await browser.ask('GET', '/account')).status, 200);
  assert.equal((await browser.ask<{ mustSetUpTwoFactor: boolean }>('GET', '/session')).body.mustSetUpTwoFactor, false);
});
