import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { postMessage, receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { ensurePushKeys, keepPushDevice, mentionAgents, notificationsConsumer } from '#core/notifications/index.ts';
import { openNative, setPassword, type NativeDesk } from '#dialects/native/testing/open-native.ts';
import type { PushDevices } from '#dialects/native/schemas/notifications.ts';
import { sql, type Tx } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { startPushReceiver, type PushReceiver } from '#testkit/web-push/start-push-receiver.ts';
import { trustTestCa } from '#testkit/tls/test-certificates.ts';
import { pushJobs } from './push-jobs.ts';
import { pushReactor } from './push-reactor.ts';

const password = 'otter-lantern-71-canary';
const outside = noOutside();
let desk: NativeDesk;
let service: PushReceiver;
let agentId = 0;
let conversationId = 0;
let cleo = 0;
let nowMs = 0;
const inDesk = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const actOf = (userId: number): Act => ({ ...desk.act, actor: { kind: 'user', id: userId, permissions: 'all' } });

before(async () => {
  trustTestCa();
  service = await startPushReceiver();
  desk = await openNative({ outside });
  agentId = desk.agentId;
  nowMs = Date.parse(desk.act.now);
  await setPassword(desk, password);
  await inDesk((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'Canary subject', text: 'Canary words' })]));
  conversationId = (await inDesk((tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId}`))).id;
  await inDesk(async (tx) => {
    cleo = (await createUser(tx, desk.act, { email: 'cleo@desk.test', name: 'Cleo', passwordHash: null })).id;
    await addMember(tx, desk.act, { userId: cleo, role: 'agent' });
  });
  await catchUp(desk.database, [notificationsConsumer, pushReactor]);
});
after(async () => {
  await service.close();
  await desk.close();
});

async function signIn() {
  const answer = await desk.server.inject({ method: 'POST', url: '/native/v1/session', payload: { email: 'ada@desk.test', password }, headers: { 'sec-fetch-site': 'same-origin' } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  return async <Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
    const { statusCode, body } = await desk.server.inject({ method, url: `/native/v1${path}`, headers: { cookie, 'sec-fetch-site': 'same-origin', 'user-agent': 'Mozilla/5.0 Firefox/150.0' }, ...(payload ? { payload } : {}) });
    return { status: statusCode, body: (body === '' ? null : JSON.parse(body)) as Body };
  };
}

/** Does what is due once, as the server's runner would; returns what threw. */
async function work({ allow = ['127.0.0.1', '::1'] }: { allow?: readonly string[] } = {}): Promise<unknown[]> {
  const handlers = pushJobs({ database: desk.database, clock: { nowMs: () => nowMs }, key: outside.key, publicUrl: 'https://desk.example', outbound: { allow }, resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  const jobs = await desk.database.rows(sql<{ id: number; kind: string; payload: Record<string, unknown> }>`DELETE FROM jobs WHERE queue IN ('push', 'settings') RETURNING id, kind, payload`);
  const thrown: unknown[] = [];
  for (const { id, kind, payload } of jobs.toSorted((a, b) => a.id - b.id)) {
    await handlers[kind]!({ id, accountId: desk.accountId, queue: 'push', kind, payload, attempt: 1, attemptsMax: 5, leaseUntil: '' }, { signal: new AbortController().signal }).catch((error: unknown) => thrown.push(error));
  }
  return thrown;
}

/** Cleo names Ada in a note. */
async function mention(): Promise<void> {
  const { messageId } = await postMessage(desk.database, actOf(cleo), { conversationId, direction: 'note', text: 'Canary note' });
  await inDesk((tx) => mentionAgents(tx, actOf(cleo), { messageId, agentIds: [agentId] }));
  await catchUp(desk.database, [notificationsConsumer, pushReactor]);
}

const subscribe = (ada: Awaited<ReturnType<typeof signIn>>, name: string, more: object = {}) => ada<{ id: number }>('POST', '/me/push-devices', { ...service.browser(name), language: 'en', ...more });

test('a push arrives encrypted for the browser, signed by the server\'s key, and says nothing of what was written', async () => {
  const ada = await signIn();
  const { publicKey } = (await ada<PushDevices>('GET', '/me/push-devices')).body;
  const { status, body: { id } } = await subscribe(ada, 'laptop');
  assert.equal(status, 201);
  await mention();
  assert.deepEqual(await work(), []);
  const [push] = service.taken.splice(0);
  assert.deepEqual(push!.message, { title: 'Cleo named you in a note', body: `Conversation ${conversationId}, Desk`, path: `/app/open/${conversationId}`, tag: (push!.message as { tag: string }).tag, lang: 'en' });
  assert.doesNotMatch(JSON.stringify(push!.message), /canary/i);
  assert.deepEqual([push!.vapid.publicKey, push!.vapid.aud, push!.vapid.sub], [publicKey, service.origin, 'https://desk.example/'.replace(/\/$/, '')]);
  const hoursLeft = (push!.vapid.exp - Date.now() / 1000) / 3600;
  assert.ok(hoursLeft > 0 && hoursLeft <= 24, 'RFC 8292: at most a day');
  assert.equal((await ada<PushDevices>('GET', '/me/push-devices')).body.items.find((one) => one.id === id)!.refusedStatus, null);
  const [row] = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ t: string }>`SELECT push_devices::text AS t FROM push_devices WHERE account_id = ${tx.accountId}`));
  assert.ok(!row!.t.includes('/push/'), 'its address is sealed');
});

test('subject and words stand on a device whose owner wants that, in its language, and all pushes are of one length', async () => {
  const ada = await signIn();
  await subscribe(ada, 'phone', { language: 'de', showsText: true });
  await mention();
  await work();
  const pushes = service.taken.splice(0);
  assert.deepEqual(pushes.map(({ browser }) => browser).toSorted(), ['laptop', 'phone']);
  const phone = pushes.find(({ browser }) => browser === 'phone')!.message as { title: string; body: string };
  assert.deepEqual([phone.title, phone.body], ['Cleo hat Sie in einer Notiz genannt', 'Canary subject: Canary note']);
  assert.equal(new Set(pushes.map(({ bytes }) => bytes)).size, 1);
});

test('who wants it in the desk alone, has read it, or it is over an hour old: no push', async () => {
  const ada = await signIn();
  await ada('PATCH', '/me/notification-choices', { mention: 'desk' });
  await mention();
  await work();
  await ada('PATCH', '/me/notification-choices', { mention: 'push' });
  await mention();
  await ada('POST', '/notifications/read', { upToId: Number.MAX_SAFE_INTEGER });
  await work();
  await mention();
  nowMs += 61 * 60_000;
  await work();
  nowMs -= 61 * 60_000;
  assert.deepEqual(service.taken, []);
});

test('an address that is gone is forgotten, 429 and 5xx are tried again, other refusals stand beside the device', async () => {
  const ada = await signIn();
  const devices = async () => (await ada<PushDevices>('GET', '/me/push-devices')).body.items;
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`DELETE FROM push_devices WHERE account_id = ${tx.accountId}`));
  const { body: { id } } = await subscribe(ada, 'laptop');
  for (const status of [429, 500, 503]) {
    service.answer(status);
    await ada('POST', `/me/push-devices/${id}/test`);
    assert.match(String((await work())[0]), new RegExp(`answered ${status}`));
  }
  for (const status of [403, 301]) {
    service.answer(status);
    await ada('POST', `/me/push-devices/${id}/test`);
    assert.deepEqual(await work(), []);
    assert.equal((await devices())[0]!.refusedStatus, status);
  }
  service.answer(201);
  await ada('POST', `/me/push-devices/${id}/test`);
  await work();
  assert.deepEqual([(await devices())[0]!.refusedStatus, service.taken.splice(0).map(({ message }) => (message as { tag: string }).tag)], [null, ['test']]);
  for (const status of [410, 404]) {
    const gone = (await subscribe(ada, 'old')).body.id;
    service.answer(status);
    await ada('POST', `/me/push-devices/${gone}/test`);
    await work();
    assert.deepEqual((await devices()).map((one) => one.id), [id]);
  }
  service.answer(201);
});

test('a device hears nothing once its sign-in is over, and is forgotten; the same browser, signed in anew, is the same device', async () => {
  const [ada, again] = [await signIn(), await signIn()];
  const browser = service.browser('laptop');
  const first = (await ada<{ id: number }>('POST', '/me/push-devices', { ...browser, language: 'en', showsText: true })).body.id;
  assert.equal((await again<{ id: number }>('POST', '/me/push-devices', { ...browser, language: 'de' })).body.id, first);
  const held = (await again<PushDevices>('GET', '/me/push-devices')).body.items.find(({ id }) => id === first)!;
  assert.deepEqual([held.isCurrent, held.language, held.showsText], [true, 'de', true]);
  await again('DELETE', '/session');
  await mention();
  await work();
  assert.ok(!service.taken.splice(0).some(({ message }) => (message as { lang: string }).lang === 'de'));
  assert.ok(!(await ada<PushDevices>('GET', '/me/push-devices')).body.items.some(({ id }) => id === first));
});

test('a browser that a colleague had is his no longer, and does not show words because he wanted them', async () => {
  const browser = service.browser('shared');
  const key = await outside.key();
  const [subscription] = [{ endpoint: browser.endpoint, ...browser.keys }];
  const of = (userId: number, showsText?: boolean) => inDesk((tx) => keepPushDevice(tx, actOf(userId), key, { subscription, sessionId: 1, userAgent: null, language: 'en', showsText }));
  const id = await of(cleo, true);
  assert.equal(await of(desk.userId), id);
  const row = await inDesk((tx) => tx.one(sql<{ userId: number; showsText: boolean }>`SELECT user_id AS "userId", shows_text AS "showsText" FROM push_devices WHERE account_id = ${tx.accountId} AND id = ${id}`));
  assert.deepEqual(row, { userId: desk.userId, showsText: false });
});

test('addresses and keys that no browser gives are refused, one inside is not called; a device of somebody else is not there; a token has none', async () => {
  const ada = await signIn();
  const { endpoint, keys } = service.browser('x');
  for (const [wrong, code] of [
    [{ endpoint: endpoint.replace('https', 'http'), keys }, 'no-push-address'], [{ endpoint: 'https://a:b@push.test/', keys }, 'no-push-address'], [{ endpoint: 'javascript:alert(1)', keys }, 'no-push-address'],
    [{ endpoint, keys: { ...keys, auth: 'AA' } }, 'no-push-key'], [{ endpoint, keys: { ...keys, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url') } }, 'no-push-key'],
  ] as const) {
    const { status, body } = await ada<{ fields: { key: string }[] }>('POST', '/me/push-devices', { ...wrong, language: 'en' });
    assert.deepEqual([status, body.fields[0]!.key], [422, code], JSON.stringify(wrong));
  }
  const id = (await subscribe(ada, 'inside')).body.id;
  await ada('POST', `/me/push-devices/${id}/test`);
  const before = service.calls();
  await work({ allow: [] });
  assert.equal(service.calls(), before);
  const browser = service.browser('cleo');
  const key = await outside.key();
  const hers = await inDesk((tx) => keepPushDevice(tx, actOf(cleo), key, { subscription: { endpoint: browser.endpoint, ...browser.keys }, sessionId: 1, userAgent: null, language: 'en' }));
  for (const [method, path, body] of [['PATCH', '', { showsText: true }], ['DELETE', '', undefined], ['POST', '/test', undefined]] as const) assert.equal((await ada(method, `/me/push-devices/${hers}${path}`, body)).status, 404);
  assert.equal((await desk.ask('POST', '/me/push-devices', { ...service.browser('token'), language: 'en' })).status, 403);
});

test('however many servers start at once, there is one pair of keys, and its private half is sealed', async () => {
  const key = await outside.key();
  await desk.database.withoutAccount((tx) => tx.run(sql`DELETE FROM server_keys`));
  const pairs = await Promise.all(Array.from({ length: 8 }, () => ensurePushKeys(desk.database, key, desk.act.now)));
  assert.equal(new Set(pairs.map((pair) => JSON.stringify(pair))).size, 1);
  const [row] = await desk.database.rows(sql<{ t: string }>`SELECT encode(private_sealed, 'escape') AS t FROM server_keys`);
  assert.ok(!row!.t.includes(pairs[0]!.privateKey));
});
