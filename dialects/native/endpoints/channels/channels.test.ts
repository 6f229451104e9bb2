import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConnectionInput } from '#core/channels/index.ts';
import { noteMailboxFailed, openConnection } from '#core/channels/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import type { Channel } from '../../schemas/channels.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
const { key } = noOutside();
const dialled: ConnectionInput[] = [];
before(async () => {
  desk = await openNative({ outside: {
    key,
    testConnection: async (_kind, input) => {
      dialled.push(input);
      return { ok: true, steps: [{ step: 'resolve', ok: true, text: 'found' }], folders: [{ path: 'INBOX', role: 'inbox' }] };
    },
    cleanHtml: async () => ({ html: '<p>safe</p>', text: 'safe' }),
    sendTestMail: async (_act, channelId, to) => ({ ok: true, steps: [{ step: 'send', ok: true, text: `${channelId} to ${to}` }] }),
    checkSendingDomain: async (address) => [{ name: 'spf', state: 'missing', text: address }],
    discoverServers: async (address) => ({ imap: { host: 'imap.desk.test', port: 993, security: 'tls', userName: address }, smtp: null, foundBy: 'srv', advice: null, adviceSaid: [], needsOauth: false }),
  } });
});
after(() => desk.close());

const imap = { host: 'imap.desk.test', port: 993, security: 'tls', auth: 'password', userName: 'help@desk.test', secret: 'otter-lantern', options: { folders: ['INBOX'], backfill: '30d' } };
const shown = async (id: number) => (await desk.ask<Channel>('GET', `/channels/${id}`)).body;

test('201: a mailbox and a channel for software are made, shown and listed', async () => {
  const mail = await desk.ask<Channel>('POST', '/channels', { kind: 'email', address: 'New@desk.test', name: 'New' });
  assert.deepEqual([mail.status, mail.body.address, mail.body.name, mail.body.health.state], [201, 'new@desk.test', 'New', 'idle']);
  const api = await desk.ask<Channel>('POST', '/channels', { kind: 'api', name: 'Shop' });
  assert.deepEqual([api.status, api.body.kind, api.body.address], [201, 'api', null]);
  const { items } = (await desk.ask<{ items: Channel[] }>('GET', '/channels')).body;
  assert.ok(items.some(({ id }) => id === api.body.id) && items.length === 5);
  assert.deepEqual(await shown(mail.body.id), mail.body);
});

test('409, 422: an address that is taken, one that is none, and what a kind needs', async () => {
  assert.equal((await desk.ask('POST', '/channels', { kind: 'email', address: 'HELP@desk.test' })).status, 409);
  for (const body of [{ kind: 'email' }, { kind: 'api' }, { kind: 'email', address: 'nobody' }, { kind: 'fax', name: 'x' }, { kind: 'api', name: 'x', accountId: 1 }]) assert.equal((await desk.ask('POST', '/channels', body)).status, 422, JSON.stringify(body));
});

test('200: name, members and aliases change; a disabled channel says so', async () => {
  const { id } = desk.help;
  assert.equal((await desk.ask<Channel>('PATCH', `/channels/${id}`, { name: 'Help desk', isDisabled: true })).body.health.state, 'disabled');
  assert.equal((await desk.ask<Channel>('PATCH', `/channels/${id}`, { isDisabled: false })).body.disabledAt, null);
  assert.deepEqual((await desk.ask<Channel>('PUT', `/channels/${id}/members`, { agentIds: [desk.agentId] })).body.memberIds, [desk.agentId]);
  assert.equal((await desk.ask('PUT', `/channels/${id}/members`, { agentIds: [desk.agentId, 987_654] })).status, 404);
  const added = await desk.ask<Channel>('POST', `/channels/${id}/aliases`, { address: 'Support@desk.test' });
  assert.deepEqual([added.status, added.body.aliases, added.body.memberIds], [201, ['support@desk.test'], [desk.agentId]]);
  assert.equal((await desk.ask('POST', `/channels/${desk.sales.id}/aliases`, { address: 'support@desk.test' })).status, 409);
  assert.equal((await desk.ask('DELETE', `/channels/${id}/aliases/help@desk.test`)).status, 409);
  assert.deepEqual([(await desk.ask('DELETE', `/channels/${id}/aliases/support%40desk.test`)).status, (await shown(id)).aliases], [204, []]);
});

test('200: a secret is sealed and never shown; it goes to no other host', async () => {
  const { id } = desk.help;
  const set = await desk.ask<Channel>('PUT', `/channels/${id}/connections/imap`, imap);
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const { secret: _, ...open } = imap;
  assert.deepEqual(set.body.connections, [{ kind: 'imap', ...open, hasSecret: true, updatedAt: '2024-05-06T12:00:00Z' }]);
  for (const path of ['/channels', `/channels/${id}`, '/audit']) assert.ok(!JSON.stringify((await desk.ask('GET', path)).body).includes('otter-lantern'), path);
  assert.equal((await desk.ask('PUT', `/channels/${id}/connections/imap`, { ...open, host: 'evil.test' })).status, 422);
  assert.equal((await desk.ask('PUT', `/channels/${id}/connections/imap`, { ...open, userName: 'other' })).status, 422);
  assert.equal((await desk.ask('PUT', `/channels/${id}/connections/imap`, { ...open, port: 143, security: 'starttls' })).status, 200);
  const secretKey = await key();
  const kept = await desk.database.withAccount(desk.accountId, (tx) => openConnection(tx, desk.act, secretKey, id, 'imap'));
  assert.deepEqual([kept?.secret, kept?.port], ['otter-lantern', 143]);
});

test('200: a test uses the stored secret for its own host and user, and for no other', async () => {
  const { id } = desk.help;
  const { secret: _, ...open } = imap;
  const tried = await desk.ask<{ ok: boolean }>('POST', '/connections/test', { kind: 'imap', channelId: id, connection: open });
  assert.deepEqual([tried.status, tried.body.ok, dialled.at(-1)!.secret], [200, true, 'otter-lantern']);
  const count = dialled.length;
  assert.equal((await desk.ask('POST', '/connections/test', { kind: 'imap', channelId: id, connection: { ...open, host: 'evil.test' } })).status, 422);
  assert.equal((await desk.ask('POST', '/connections/test', { kind: 'imap', channelId: 987_654, connection: open })).status, 404);
  assert.equal((await desk.ask('POST', '/connections/test', { kind: 'imap', channelId: id, connection: open }, await desk.tokenFor('channels.read'))).status, 403);
  assert.equal(dialled.length, count, 'nothing was dialled');
  await desk.ask('POST', '/connections/test', { kind: 'imap', connection: open });
  assert.equal(dialled.at(-1)!.secret, undefined);
});

test('200: how a channel answers is set field by field, its HTML made safe; a test mail is sent, DNS is asked', async () => {
  const { id } = desk.help;
  const before = (await desk.ask('GET', `/channels/${id}/settings`)).body;
  assert.deepEqual([before['fromName'], before['undoSeconds'], before['signature']], [null, null, null]);
  const changed = await desk.ask('PATCH', `/channels/${id}/settings`, { fromName: 'Help', signature: { text: 'Ada', html: '<b onclick=x>Ada</b>' } });
  assert.deepEqual([changed.status, changed.body], [200, { ...before, fromName: 'Help', signature: { text: 'Ada', html: '<p>safe</p>' } }]);
  assert.deepEqual((await desk.ask('GET', `/channels/${id}/settings`)).body, changed.body);
  for (const body of [{ fromName: 'a\r\nBcc: x@y.test' }, { undoSeconds: 61 }, { language: 'xx' }, { colour: 'red' }, { autoReply: null }, { signature: { text: ' ', html: null } }]) assert.equal((await desk.ask('PATCH', `/channels/${id}/settings`, body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('PATCH', `/channels/${id}/settings`, { fromName: 'X' }, await desk.tokenFor('channels.read'))).status, 403);
  assert.equal((await desk.ask('PATCH', `/channels/${id}/settings`, { fromName: 'X' }, desk.stranger.token)).status, 404);
  assert.deepEqual((await desk.ask('POST', `/channels/${id}/test-mail`, { to: 'Ada@else.test' })).body, { ok: true, steps: [{ step: 'send', ok: true, text: `${id} to ada@else.test` }] });
  assert.deepEqual([(await desk.ask('POST', `/channels/${id}/test-mail`, { to: 'nobody' })).status, (await desk.ask('POST', '/channels/987654/test-mail', { to: 'a@b.test' })).status], [422, 404]);
  assert.deepEqual((await desk.ask('POST', '/connections/sending-domain', { address: 'help@desk.test' })).body, { hints: [{ name: 'spf', state: 'missing', text: 'help@desk.test' }] });
});

test('a mailbox that fails says since when and why, and how far its folders are', async () => {
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await noteMailboxFailed(tx, desk.act, desk.help.id, { code: 'sign-in', text: 'The password is wrong.', nextTryAt: '2024-05-06T12:01:00.000Z' });
    await tx.run(sql`
      INSERT INTO mailbox_folders (account_id, channel_id, folder, role, uid_validity, uid_next, live_from_uid, backfill, backfill_total, backfill_left, seen_at)
      VALUES (${tx.accountId}, ${desk.help.id}, 'INBOX', 'inbox', 1, 10, 10, 'all', 9, 4, ${desk.act.now})`);
  });
  const { health } = await shown(desk.help.id);
  assert.deepEqual([health.state, health.failingSince, health.problem, health.folders.map(({ folder, backfillTotal, backfillLeft }) => [folder, backfillTotal, backfillLeft])], ['failing', '2024-05-06T12:00:00Z', 'The password is wrong.', [['INBOX', 9, 4]]]);
});

test('204: a connection is forgotten with its secret', async () => {
  assert.equal((await desk.ask('DELETE', `/channels/${desk.help.id}/connections/imap`)).status, 204);
  assert.deepEqual(await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql`SELECT 1 FROM channel_connections WHERE account_id = ${tx.accountId}`)), []);
});

test('200: servers are found by an address', async () => {
  assert.deepEqual((await desk.ask<{ foundBy: string; imap: { userName: string } }>('POST', '/connections/discover', { address: 'Help@desk.test' })).body.imap.userName, 'help@desk.test');
  assert.equal((await desk.ask('POST', '/connections/discover', { address: 'nobody' })).status, 422);
});

test('404, 403: another account\'s channel is as unknown as none, and who only reads changes nothing', async () => {
  const reader = await desk.tokenFor('channels.read');
  const questions: ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, unknown?][] = [
    ['GET', ''], ['PATCH', '', { name: 'X' }], ['POST', '/aliases', { address: 'n@desk.test' }], ['DELETE', '/aliases/n@desk.test'], ['PUT', '/members', { agentIds: [] }], ['PUT', '/connections/smtp', imap], ['DELETE', '/connections/smtp'],
  ];
  for (const [method, below, body] of questions) {
    const [theirs, none] = [await desk.ask(method, `/channels/${desk.help.id}${below}`, body, desk.stranger.token), await desk.ask(method, `/channels/987654${below}`, body, desk.stranger.token)];
    assert.deepEqual([theirs.status, theirs.body], [404, none.body], `${method} ${below}`);
    if (method !== 'GET') assert.equal((await desk.ask(method, `/channels/${desk.help.id}${below}`, body, reader)).status, 403, `${method} ${below}`);
  }
  assert.equal((await desk.ask('POST', '/channels', { kind: 'api', name: 'x' }, reader)).status, 403);
});
