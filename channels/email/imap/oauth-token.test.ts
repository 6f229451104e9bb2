import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { openConnection, setConnection, type ConnectionKind } from '#core/channels/index.ts';
import { sql } from '#storage/index.ts';
import { openMailRoom, type TestMailRoom } from '#testkit/mail-room.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { oauthKeeper } from './oauth-keeper.ts';
import { forgetAllOauth, oauthToken } from './oauth-token.ts';

let desk: Desk;
let room: TestMailRoom;
let endpoint: Server;
/** The one refresh token that the endpoint takes; another one ends the family. */
let valid: string;
let given: number;
let reused: string[];
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
  endpoint = createServer((request, response) => {
    let form = '';
    request.on('data', (chunk: Buffer) => { form += chunk.toString(); });
    request.on('end', () => {
      const token = new URLSearchParams(form).get('refresh_token') ?? '';
      if (token !== valid) {
        reused.push(token);
        valid = 'revoked';
        return void response.writeHead(400).end(JSON.stringify({ error: 'invalid_grant' }));
      }
      given += 1;
      valid = `refresh-${given}`;
      response.end(JSON.stringify({ access_token: `access-${given}`, refresh_token: valid, expires_in: 3_600 }));
    });
  });
  await new Promise<void>((resolve) => { endpoint.listen(0, '127.0.0.1', resolve); });
});
after(async () => {
  endpoint.close();
  await room.close();
  await desk.close();
});

const secretOf = (refreshToken: string): string => JSON.stringify({ tokenEndpoint: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`, clientId: 'c', refreshToken });
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const set = async (kind: ConnectionKind, secret: string): Promise<void> => {
  const key = await room.key();
  await within((tx) => setConnection(tx, desk.act, key, desk.help.id, kind, { host: 'mail.desk.test', port: 993, security: 'tls', auth: 'oauth', userName: 'help@desk.test', secret }));
};
const stored = async (kind: ConnectionKind): Promise<string> => {
  const key = await room.key();
  const text = (await within((tx) => openConnection(tx, desk.act, key, desk.help.id, kind)))!.secret!;
  return (JSON.parse(text) as { refreshToken: string }).refreshToken;
};
const keeper = (kind: ConnectionKind, database = desk.database) => oauthKeeper({ database, key: room.key }, desk.act, desk.help.id, kind);
const ask = (kind: ConnectionKind, secret: string, nowMs = Date.now(), database = desk.database) => oauthToken(secret, room.outbound, nowMs, keeper(kind, database));
const fingerprint = async () => (await desk.database.rows(sql<{ fingerprint: string }>`SELECT fingerprint FROM mailboxes_to_read()`))[0]!.fingerprint;

beforeEach(async () => {
  forgetAllOauth();
  [valid, given, reused] = ['refresh-0', 0, []];
  for (const kind of ['imap', 'smtp'] as const) await set(kind, secretOf('refresh-0'));
});

test('a refresh token that the endpoint replaces is stored, sealed, wherever the channel has it, and nobody connects anew for it', async () => {
  const before = await fingerprint();
  assert.equal(await ask('imap', secretOf('refresh-0')), 'access-1');
  assert.deepEqual([await stored('imap'), await stored('smtp')], ['refresh-1', 'refresh-1']);
  const sealed = await within((tx) => tx.rows(sql<{ text: string }>`SELECT encode(secret_sealed, 'escape') AS text FROM channel_connections WHERE account_id = ${desk.accountId}`));
  assert.ok(sealed.every(({ text }) => !text.includes('refresh')));
  assert.equal(await fingerprint(), before);
  assert.equal(await ask('smtp', secretOf('refresh-0')), 'access-1', 'the access token lives: nobody asks again');
});

test('after a restart the stored one is used, and again, each once', async () => {
  for (const round of [1, 2, 3]) {
    forgetAllOauth();
    assert.equal(await ask('imap', secretOf(`refresh-${round - 1}`)), `access-${round}`);
  }
  assert.deepEqual([await stored('imap'), reused], ['refresh-3', []]);
});

test('two processes that refresh at once use each refresh token once: the second reads what the first has stored', async () => {
  const again = './oauth-token.ts?as-another-process'; // a module of its own, with memory of its own
  const other = await import(again) as { oauthToken: typeof oauthToken; forgetAllOauth: typeof forgetAllOauth };
  const secondPool = desk.secondPool();
  for (let round = 0; round < 5; round += 1) {
    forgetAllOauth();
    other.forgetAllOauth();
    const held = secretOf(`refresh-${given}`); // both read it before either of them asks
    const answers = await Promise.all([ask('imap', held), other.oauthToken(held, room.outbound, Date.now(), keeper('smtp', secondPool)), ask('smtp', held)]);
    assert.ok(answers.every((answer) => answer.startsWith('access-')));
  }
  assert.deepEqual([reused, given], [[], 10]);
  assert.deepEqual([await stored('imap'), await stored('smtp')], ['refresh-10', 'refresh-10']);
});

test('what somebody sets meanwhile stays, and a secret that was tried before it was saved goes on where it is', async () => {
  assert.equal(await oauthToken(secretOf('refresh-0'), room.outbound, Date.now()), 'access-1'); // a test button, nothing stored
  assert.equal(await ask('imap', secretOf('refresh-0')), 'access-1');
  assert.equal(await stored('imap'), 'refresh-1', 'the saved one is brought up to date');
  const another = secretOf('of-another-grant');
  await set('imap', another);
  await keeper('imap').store(secretOf('refresh-1'), secretOf('refresh-9'));
  assert.deepEqual([await stored('imap'), await stored('smtp')], ['of-another-grant', 'refresh-9']);
});

test('where it could not be stored, the next try does it', async () => {
  let isAway = true;
  const own = keeper('imap');
  const failing = { ...own, store: async (from: string, to: string) => { if (isAway) throw new Error('the database is away'); await own.store(from, to); } };
  await assert.rejects(oauthToken(secretOf('refresh-0'), room.outbound, Date.now(), failing), /away/);
  assert.equal(await stored('imap'), 'refresh-0');
  isAway = false;
  assert.equal(await oauthToken(secretOf('refresh-0'), room.outbound, Date.now(), failing), 'access-1');
  assert.deepEqual([await stored('imap'), reused], ['refresh-1', []]);
});

test('a refused refresh token says what to do', async () => {
  valid = 'other';
  await assert.rejects(ask('imap', secretOf('refresh-0')), /invalid_grant\)\. Connect the mailbox again/);
});
