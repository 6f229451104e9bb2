import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { disableChannel, noteMailboxFailed, setConnection } from '#core/channels/index.ts';
import { parseSecretKey, setupAccount } from '#core/accounts/index.ts';
import { inspectWork } from '#storage/inspect/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { checkWork } from './check-work.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const mailboxes = async () => checkWork(await inspectWork(desk.database.connection, { consumers: [], sampleMax: 1 }), { isServerRunning: true }).find(({ name }) => name === 'mailboxes')!;

test('a mailbox that cannot be read is a problem with its reason, a disabled one is none', async () => {
  assert.equal((await mailboxes()).status, 'ok');
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await setConnection(tx, desk.act, key, desk.help.id, 'imap', { host: 'imap.desk.test', port: 993, security: 'tls', auth: 'password', userName: 'help', secret: 's' });
    await noteMailboxFailed(tx, desk.act, desk.help.id, { code: 'sign-in', text: 'The server refuses the sign-in.', nextTryAt: desk.act.now });
  });
  const failing = await mailboxes();
  assert.deepEqual([failing.status, /help@desk\.test.*refuses the sign-in/.test(failing.text), /channel test help@desk\.test/.test(failing.advice!)], ['problem', true, true]);
  await desk.database.withAccount(desk.accountId, (tx) => disableChannel(tx, desk.act, desk.help.id));
  assert.equal((await mailboxes()).status, 'ok');
});

test('an address whose mail goes to another account is told of, with what to do and without whose it is', async () => {
  const addresses = async () => checkWork(await inspectWork(desk.database.connection, { consumers: [], sampleMax: 1 }), { isServerRunning: true }).find(({ name }) => name === 'addresses')!;
  assert.equal((await addresses()).status, 'ok');
  const { account } = await setupAccount(desk.database, { accountName: 'First', email: 'x@first.test', name: 'X', password: null, now: desk.act.now });
  const owner = new pg.Client(desk.database.connection);
  await owner.connect();
  await owner.query('UPDATE address_claims SET account_id = $1 WHERE address = $2', [account.id, 'sales@desk.test']);
  await owner.end();
  const shared = await addresses();
  assert.deepEqual([shared.status, shared.text.includes(`sales@desk.test (account ${desk.accountId})`), /other addresses, or have the other account give them up/.test(shared.advice!)], ['warning', true, true]);
  assert.doesNotMatch(shared.text, new RegExp(`account ${account.id}\\b|First`));
});
