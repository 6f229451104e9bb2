import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { parseSecretKey, setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { findConnections, openConnection, removeConnection, setConnection, type ConnectionInput } from './index.ts';

const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
const imap: ConnectionInput = { host: 'imap.example.com', port: 993, security: 'tls', auth: 'password', userName: 'help', secret: 's3cret' };
let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('a connection comes back with its secret for the code that dials, and without it for everybody else', async () => {
  await within((tx) => setConnection(tx, desk.act, key, desk.help.id, 'imap', imap));
  const [shown] = await within((tx) => findConnections(tx, desk.act, [desk.help.id]));
  assert.equal(shown!.hasSecret, true);
  assert.ok(!JSON.stringify(shown).includes('s3cret'));
  assert.equal((await within((tx) => openConnection(tx, desk.act, key, desk.help.id, 'imap')))!.secret, 's3cret');
  assert.equal(await within((tx) => openConnection(tx, desk.act, key, desk.help.id, 'smtp')), null);
  const { raw } = await within((tx) => tx.one(sql<{ raw: Buffer }>`SELECT secret_sealed AS raw FROM channel_connections WHERE account_id = ${desk.accountId}`));
  assert.ok(!raw.includes('s3cret'));
});

test('what a change does not name stays, null removes the secret', async () => {
  const { secret: _, ...rest } = imap;
  await within((tx) => setConnection(tx, desk.act, key, desk.help.id, 'imap', { ...rest, port: 143, security: 'starttls', options: { folders: ['INBOX'] } }));
  const kept = await within((tx) => openConnection(tx, desk.act, key, desk.help.id, 'imap'));
  assert.deepEqual([kept!.secret, kept!.port, kept!.options], ['s3cret', 143, { folders: ['INBOX'] }]);
  await within((tx) => setConnection(tx, desk.act, key, desk.help.id, 'imap', { ...rest, secret: null }));
  const without = await within((tx) => openConnection(tx, desk.act, key, desk.help.id, 'imap'));
  assert.deepEqual([without!.secret, without!.hasSecret, without!.options], [null, false, { folders: ['INBOX'] }]);
});

test('a sealed secret copied to another channel does not open there', async () => {
  await within((tx) => setConnection(tx, desk.act, key, desk.help.id, 'imap', imap));
  await within((tx) => setConnection(tx, desk.act, key, desk.sales.id, 'imap', { ...imap, secret: 'other' }));
  await within((tx) => tx.run(sql`UPDATE channel_connections SET secret_sealed = (SELECT secret_sealed FROM channel_connections
    WHERE account_id = ${desk.accountId} AND channel_id = ${desk.help.id} AND kind = 'imap') WHERE account_id = ${desk.accountId} AND channel_id = ${desk.sales.id}`));
  await assert.rejects(within((tx) => openConnection(tx, desk.act, key, desk.sales.id, 'imap')), { code: 'unavailable' });
});

test('senseless, refused and foreign input changes nothing', async () => {
  const before = await within((tx) => findConnections(tx, desk.act));
  const bad: Partial<ConnectionInput>[] = [{ host: 'a b' }, { host: '' }, { host: 'x\r\ny' }, { port: 0 }, { port: 65_536 }, { userName: 'a\r\nb' }, { secret: 'a\u0000' }];
  for (const part of bad) await assert.rejects(within((tx) => setConnection(tx, desk.act, key, desk.help.id, 'smtp', { ...imap, ...part })), { code: 'invalid' });
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  await assert.rejects(within((tx) => setConnection(tx, reader, key, desk.help.id, 'smtp', imap)), { code: 'forbidden' });
  await assert.rejects(within((tx) => openConnection(tx, reader, key, desk.help.id, 'imap')), { code: 'forbidden' });
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  await assert.rejects(desk.database.withAccount(other, (tx) => setConnection(tx, systemAct(other, desk.act.now, 'test'), key, desk.help.id, 'smtp', imap)), { code: 'not-found' });
  assert.deepEqual(await within((tx) => findConnections(tx, desk.act)), before);
});

test('a removed connection is gone, and removing again is nothing', async () => {
  await within((tx) => removeConnection(tx, desk.act, desk.sales.id, 'imap'));
  await within((tx) => removeConnection(tx, desk.act, desk.sales.id, 'imap'));
  assert.deepEqual(await within((tx) => findConnections(tx, desk.act, [desk.sales.id])), []);
});
