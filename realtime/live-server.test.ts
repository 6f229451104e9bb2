import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { changeRole, endMember, endSession, revokeToken, setupAccount } from '#core/accounts/index.ts';
import { changeLife, postMessage, receiveMails } from '#core/conversations/index.ts';
import { sequenceOnce } from '#core/events/index.ts';
import { nowText, systemAct, systemClock } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openLiveClient, type LiveClient } from '#testkit/live/live-client.ts';
import { openLiveRig, type LiveRig } from '#testkit/live/open-live-rig.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { LiveChange, ServerMessage } from './index.ts';

let rig: LiveRig;
let conversation = 0;
before(async () => {
  rig = await openLiveRig();
  await rig.database.withAccount(rig.accountId, (tx) => receiveMails(tx, rig.act, rig.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One', at: '2024-05-01T10:00:00Z' })]));
  conversation = (await rig.database.withAccount(rig.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${rig.accountId}`))).id;
  await sequenceOnce(rig.database);
});
after(() => rig.close());

const is = <T extends ServerMessage['type']>(type: T) => (message: ServerMessage): message is Extract<ServerMessage, { type: T }> => message.type === type;
const seen = (client: LiveClient): LiveChange[] => client.messages.flatMap((message) => (message.type === 'changes' ? message.changes : []));
const withToken = (after: number | null = null, token = rig.ada.token.secret) => openLiveClient(rig.url, { hello: { after, token } });
const note = async (text = 'a note') => {
  await postMessage(rig.database, rig.act, { conversationId: conversation, direction: 'note', text });
  rig.wake();
};

test('a change arrives without being asked for: ids and states, no word of what was written', async () => {
  const client = withToken();
  const hello = await client.until(is('hello'));
  assert.deepEqual([hello.accountId, hello.userId], [rig.accountId, rig.userId]);
  await note('the secret word is otter');
  const { changes, position } = await client.until(is('changes'));
  assert.deepEqual([changes.length, changes[0]!.type, changes[0]!.conversationId, changes[0]!.data, position], [1, 'message.stored', conversation, { direction: 'note', channelId: rig.help.id }, hello.position + 1]);
  assert.ok(!JSON.stringify(client.messages).includes('otter'));
  client.leave();
});

test('who comes back with the last position gets what was missed, once and in order; what comes then follows', async () => {
  const first = withToken();
  const { position } = await first.until(is('hello'));
  first.leave();
  for (let at = 0; at < 5; at += 1) await note();
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  const second = withToken(position);
  await second.until((message) => message.type === 'changes' && message.position === position + 5);
  await note();
  await second.until((message) => message.type === 'changes' && message.position === position + 6);
  assert.deepEqual(seen(second).map((change) => change.position), [1, 2, 3, 4, 5, 6].map((step) => position + step));
  second.leave();
});

test('a cursor that is none of ours, or far behind, is answered with reload', async () => {
  for (const cursor of [Number.MAX_SAFE_INTEGER, 999_999]) {
    const client = withToken(cursor);
    const { position } = await client.until(is('reload'));
    await note();
    const { changes } = await client.until(is('changes'));
    assert.equal(changes[0]!.position, position + 1);
    client.leave();
  }
  const { id: other } = (await setupAccount(rig.database, { accountName: 'Busy', email: 'busy@x.test', name: 'B', password: null, now: rig.act.now })).account;
  const busy = await rig.addPerson('busy-agent', 'agent', other);
  await rig.database.withAccount(other, (tx) => tx.run(sql`
    INSERT INTO events (account_id, type, data, actor_kind, source, origin, happened_at, stored_at)
    SELECT ${other}::bigint, 'contact.created', '{"contactId": 1}', 'system', 'test', 'live', now(), now() FROM generate_series(1, 2500)`));
  await sequenceOnce(rig.database); // all of them have their positions, however busy the machine is
  const behind = withToken(1, busy.token.secret);
  assert.ok((await behind.until(is('reload'))).position >= 2_500);
  behind.leave();
});

test('the session of a browser opens it for pages of our origin, and for no other', async () => {
  const cookie = `patchbay=${rig.ada.session.secret}`;
  const own = openLiveClient(rig.url, { hello: { after: null }, headers: { cookie }, origin: rig.origin });
  assert.equal((await own.until(is('hello'))).userId, rig.userId);
  own.leave();
  for (const origin of ['https://evil.example', 'null', rig.origin.replace('127.0.0.1', 'localhost'), `${rig.origin}0`]) {
    assert.equal((await openLiveClient(rig.url, { hello: { after: null }, headers: { cookie }, origin }).ended).code, 403, origin);
  }
  // Without an origin it is no browser: a cookie alone is worth nothing.
  assert.equal((await openLiveClient(rig.url, { hello: { after: null }, headers: { cookie } }).ended).code, 4401);
});

test('a secret in the address is refused before anything is looked at', async () => {
  assert.equal((await openLiveClient(`${rig.url}?token=${rig.ada.token.secret}`, { hello: { after: null } }).ended).code, 400);
  assert.equal((await openLiveClient(rig.url.replace('/live', '/other'), {}).ended).code, 404);
});

test('without a token, with a wrong one, one of another API, or one that may not read: closed, and told nothing', async () => {
  const now = rig.act.now;
  const { createToken } = await import('#core/accounts/index.ts');
  const make = async (dialect: string, scopes: readonly string[] | 'all') => (await rig.database.withAccount(rig.accountId, (tx) => createToken(tx, systemAct(rig.accountId, now, 'test'), { userId: rig.userId, dialect, name: 'x', scopes, expiresAt: null }))).secret;
  for (const [token, code] of [
    ['', 4401], ['x'.repeat(43), 4401], [rig.ada.session.secret, 4401], [await make('timetoreply', 'all'), 4401], [await make('native', ['contacts.read']), 4403],
  ] as const) {
    const client = withToken(null, token);
    assert.equal((await client.ended).code, code);
    assert.deepEqual(client.messages, []);
  }
});

test('what is no message of ours closes the socket with a code, repeats nothing, and harms nobody else', async () => {
  const bystander = withToken();
  await bystander.until(is('hello'));
  const garbage: (string | Buffer)[] = [
    'not json', '', '[]', 'null', '7', '"hello"', '{}', '{"type":"base"}', '{"event":"base"}', '{"type":"__proto__"}', '{"type":"constructor"}', '{"__proto__":{"type":"hello"}}', '{"type":["hello"],"after":null}',
    '{"type":"hello"}', '{"type":"hello","after":-1}', '{"type":"hello","after":1.5}', '{"type":"hello","after":"1"}', '{"type":"hello","after":null,"token":{}}', '{"type":"hello","after":null,"token":true}', '{"type":"hello","after":null,"more":1}',
    '{"type":"subscribe","accountId":1}', `{"type":"hello","after":null,"token":"${'x'.repeat(201)}"}`, Buffer.from([0, 1, 2]), '{"type":"viewing","conversationId":1}', '['.repeat(8_000), '\u0000',
  ];
  for (const frame of garbage) {
    const client = openLiveClient(rig.url);
    await new Promise((resolve) => { client.socket.once('open', resolve); });
    client.socket.send(frame);
    const { code, reason } = await client.ended;
    assert.ok(code === 4400 || code === 1003, `${String(frame).slice(0, 30)}: ${code}`);
    assert.ok(['badMessage', 'binary'].includes(reason));
    assert.deepEqual(client.messages, []);
  }
  for (const frame of ['{"type":"hello","after":null}', '{"type":"viewing"}', '{"type":"viewing","conversationId":0}', '{"type":"viewing","conversationId":"1"}', '{"type":"typing","conversationId":{}}']) {
    const client = withToken();
    await client.until(is('hello'));
    client.say(frame);
    assert.equal((await client.ended).code, 4400, frame);
  }
  await note();
  await bystander.until(is('changes'));
  bystander.leave();
});

test('a frame of 100 MB is refused at its header; broken frames end their own socket only', async () => {
  const huge = openLiveClient(rig.url);
  await new Promise((resolve) => { huge.socket.once('open', resolve); });
  huge.socket.send(Buffer.alloc(100 * 1024 * 1024), () => {});
  assert.ok([1009, 1006].includes((await huge.ended).code));
  const raw = connect(Number(new URL(rig.url).port), '127.0.0.1');
  raw.on('error', () => {});
  const closed = new Promise((resolve) => { raw.once('close', resolve); });
  raw.write(`GET /native/v1/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`);
  await new Promise((resolve) => { raw.once('data', resolve); });
  raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
  await closed;
  assert.deepEqual(rig.failures, []);
});

test('compression is not offered, so no frame unfolds to more than it is', async () => {
  const client = openLiveClient(rig.url, { perMessageDeflate: true });
  await new Promise((resolve) => { client.socket.once('open', resolve); });
  assert.equal(client.socket.extensions, '');
  client.leave();
});

test('who says nothing for long is sent away; who says too much, too', async () => {
  const quick = await openLiveRig({ helloMs: 100, messagesPerTenSeconds: 20 });
  try {
    assert.equal((await openLiveClient(quick.url).ended).code, 4408);
    const loud = openLiveClient(quick.url, { hello: { after: null, token: quick.ada.token.secret } });
    await loud.until(is('hello'));
    for (let at = 0; at < 30; at += 1) loud.say({ type: 'viewing', conversationId: null });
    assert.equal((await loud.ended).code, 4429);
  } finally {
    await quick.close();
  }
});

test('another account\'s events, conversations and people never show', async () => {
  const { id: other } = (await setupAccount(rig.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: rig.act.now })).account;
  const eve = await rig.addPerson('eve-agent', 'owner', other);
  const stranger = openLiveClient(rig.url, { hello: { after: 0, token: eve.token.secret } });
  await stranger.until(is('hello'));
  stranger.say({ type: 'viewing', conversationId: conversation });
  const mine = withToken();
  await mine.until(is('hello'));
  mine.say({ type: 'viewing', conversationId: conversation });
  await note();
  await mine.until(is('changes'));
  await mine.until((message) => message.type === 'presence' && message.viewers.length === 1);
  await new Promise((resolve) => { setTimeout(resolve, 1_500); });
  assert.ok(!JSON.stringify(mine.messages).includes('eve-agent'));
  const told = JSON.stringify(stranger.messages.filter((message) => message.type !== 'online'));
  assert.ok(seen(stranger).every((change) => change.conversationId === null), told);
  assert.ok(!stranger.messages.some(is('presence')), told);
  assert.deepEqual(stranger.messages.flatMap((message) => (message.type === 'online' ? message.online.map(({ userId }) => userId) : [])).filter((id) => id !== eve.userId), []);
  const leases = await rig.database.withAccount(other, (tx) => tx.rows(sql<object>`SELECT FROM desk_leases WHERE account_id = ${other}`));
  assert.equal(leases.length, 0);
  stranger.leave();
  mine.leave();
});

test('session ended, token revoked, role without reading, membership ended: out within five seconds', async () => {
  const now = (): string => nowText(systemClock);
  const act = systemAct(rig.accountId, now(), 'test');
  const inAccount = <T>(work: Parameters<typeof rig.database.withAccount<T>>[1]) => rig.database.withAccount(rig.accountId, work);
  const cases: [string, number, (who: Awaited<ReturnType<LiveRig['addPerson']>>) => Promise<unknown>][] = [
    ['session', 4401, (who) => endSession(rig.database, { secret: who.session.secret, now: now() })],
    ['token', 4401, (who) => inAccount((tx) => revokeToken(tx, act, who.token.id))],
    ['role', 4403, (who) => inAccount(async (tx) => {
      const { defineRole } = await import('#core/accounts/index.ts');
      await defineRole(tx, act, { name: 'blind', permissions: ['contacts.read'] });
      await changeRole(tx, act, { userId: who.userId, role: 'blind' });
    })],
    ['member', 4401, (who) => inAccount((tx) => endMember(tx, act, who.userId))],
  ];
  await Promise.all(cases.map(async ([name, code, lose]) => {
    const who = await rig.addPerson(`losing-${name}`, 'agent');
    const client = name === 'session'
      ? openLiveClient(rig.url, { hello: { after: null }, headers: { cookie: `patchbay=${who.session.secret}` }, origin: rig.origin })
      : withToken(null, who.token.secret);
    await client.until(is('hello'));
    const startedMs = Date.now();
    await lose(who);
    assert.equal((await client.ended).code, code, name);
    assert.ok(Date.now() - startedMs < 5_000, `${name}: ${Date.now() - startedMs} ms`);
  }));
});

test('a read-only person follows the conversations, and is not told of what the role may not read', async () => {
  const who = await rig.addPerson('reader', 'read-only');
  const [reader, owner] = [withToken(null, who.token.secret), withToken()];
  await Promise.all([reader.until(is('hello')), owner.until(is('hello'))]);
  await rig.database.withAccount(rig.accountId, async (tx) => {
    await tx.run(sql`INSERT INTO events (account_id, type, data, actor_kind, source, origin, happened_at, stored_at) VALUES (${rig.accountId}, 'mail.quarantined', '{"quarantineId": 1, "channelId": 1}', 'system', 'test', 'live', now(), now())`);
    await tx.run(sql`INSERT INTO events (account_id, type, data, actor_kind, source, origin, happened_at, stored_at) VALUES (${rig.accountId}, 'notification.created', ${JSON.stringify({ notificationId: 1, userId: rig.userId })}::jsonb, 'system', 'test', 'live', now(), now())`);
    await changeLife(tx, rig.act, [conversation], { life: 'resolved' });
  });
  rig.wake();
  const last = (client: LiveClient) => client.until((message) => message.type === 'changes' && message.changes.some(({ type }) => type === 'conversation.changed'));
  await Promise.all([last(reader), last(owner)]);
  assert.deepEqual(seen(reader).map(({ type }) => type), ['conversation.changed']);
  assert.deepEqual(new Set(seen(owner).map(({ type }) => type)), new Set(['mail.quarantined', 'notification.created', 'conversation.changed']));
  reader.leave();
  owner.leave();
});

test('a reader that never reads is cut off, and comes to no harm of others', async () => {
  const deaf = withToken();
  await deaf.until(is('hello'));
  deaf.socket.pause();
  const hearing = withToken();
  const { position } = await hearing.until(is('hello'));
  // Each round is 1,500 events with 4 kB of data; the kernel takes some megabytes before our own buffer fills.
  for (let round = 1; round <= 4; round += 1) {
    await rig.database.withAccount(rig.accountId, (tx) => tx.run(sql`
      INSERT INTO events (account_id, type, conversation_id, data, actor_kind, source, origin, happened_at, stored_at)
      SELECT ${rig.accountId}::bigint, 'conversation.labelled', ${conversation}::bigint, jsonb_build_object('labelId', n, 'on', true, 'filler', repeat('x', 4000)), 'system', 'test', 'live', now(), now() FROM generate_series(1, 1500) n`));
    rig.wake();
    await hearing.until((message) => 'position' in message && message.position >= position + round * 1_500);
  }
  // Who does not read does not see the end either, but his next word finds nobody there.
  for (let tries = 0; deaf.socket.readyState === deaf.socket.OPEN; tries += 1) {
    assert.ok(tries < 600, 'it was never cut off');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    deaf.socket.ping(undefined, undefined, () => {});
  }
  deaf.socket.resume(); // what was sent is thrown away with the connection
  assert.equal((await deaf.ended).code, 1006);
  hearing.leave();
});

test('closing tells everybody to come back and leaves nothing running', async () => {
  const own = await openLiveRig();
  const clients = Array.from({ length: 20 }, () => openLiveClient(own.url, { hello: { after: null, token: own.ada.token.secret } }));
  await Promise.all(clients.map((client) => client.until(is('hello'))));
  await own.close();
  for (const client of clients) assert.equal((await client.ended).code, 1001);
});
