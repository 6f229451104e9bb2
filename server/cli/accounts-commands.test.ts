import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { authenticateToken, verifyPassword } from '#core/accounts/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import type { Command, CommandContext } from './command.ts';
import { runCommand } from './run-command.ts';
import { command as setup } from './setup.ts';
import { command as token } from './token.ts';
import { command as user } from './user.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});

async function call(command: Command, args: string[], stdin = '') {
  const out: string[] = [];
  const notes: string[] = [];
  const values: unknown[] = [];
  const context: CommandContext = {
    args, json: true, openDatabase: async () => database, clock: testClock(now), stdin: Readable.from([stdin]), dataDir: '/nowhere', filesDir: '/nowhere',
    env: {}, dialects: ['native', 'timetoreply'], print: (text) => out.push(text), printJson: (value) => values.push(value), note: (text) => notes.push(text),
  };
  const code = await runCommand(command, context);
  return { code, out: out.join('\n'), notes: notes.join('\n'), json: values[0] as Record<string, unknown> };
}

const acme = ['--account', 'Acme', '--email', 'ada@acme.test', '--name', 'Ada'];

test('setup makes the account and one working token for each API; again it gives the same ids and no tokens', async () => {
  const first = await call(setup, [...acme, '--password-stdin'], 'a long pass phrase\n');
  assert.equal(first.code, 0);
  const { account, tokens } = first.json as { account: { id: number }; tokens: Record<string, string> };
  assert.deepEqual(Object.keys(first.json), ['account', 'user', 'tokens']);
  assert.deepEqual(Object.keys(tokens), ['native', 'timetoreply']);
  for (const [dialect, secret] of Object.entries(tokens)) {
    assert.equal((await authenticateToken(database, { secret, dialect, now }))?.accountId, account.id);
  }
  await verifyPassword(database, { email: 'ada@acme.test', password: 'a long pass phrase', address: null, now });

  const again = await call(setup, [...acme, '--password', 'another pass phrase']);
  assert.equal(again.code, 0);
  assert.deepEqual(again.json, { ...first.json, tokens: {} });
  await assert.rejects(verifyPassword(database, { email: 'ada@acme.test', password: 'another pass phrase', address: null, now }), { code: 'unauthenticated' });

  const more = await call(setup, [...acme, '--password', 'a long pass phrase', '--new-tokens']);
  assert.equal(Object.keys(more.json['tokens'] as object).length, 2);
  assert.notEqual((more.json['tokens'] as Record<string, string>)['native'], tokens['native']);
  assert.ok(await authenticateToken(database, { secret: tokens['native'], dialect: 'native', now }));
});

test('a senseless call is exit 2 with a hint, a refused one exit 1, and neither changes anything', async () => {
  const count = async () => (await database.rows(sql<{ n: number }>`SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM tokens) AS n`))[0]!.n;
  const before = await count();
  for (const [command, args] of [
    [setup, []], [setup, [...acme]], [setup, [...acme, '--password', 'x', '--password-stdin']], [setup, ['--nonsense']], [setup, [...acme, '--password-stdin']],
    [setup, ['--account']], [token, []], [token, ['make']], [token, ['create', '--account', 'acme']], [token, ['revoke', '--account', 'acme']], [token, ['list']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'fax']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--expires', 'soon']],
    [user, []], [user, ['constructor']], [user, ['create', '--account', 'acme', '--email', 'x@acme.test']], [user, ['disable']], [user, ['list', 'more', '--account', 'acme']],
  ] satisfies [Command, string[]][]) {
    const result = await call(command, args);
    assert.equal(result.code, 2, args.join(' '));
    assert.match(result.notes, /\nSee: patchbay (setup|token|user) --help$/);
  }
  for (const [command, args] of [
    [setup, ['--account', 'B', '--email', 'new@b.test', '--name', 'B', '--password', 'short']], [setup, ['--account', 'B', '--email', 'nobody', '--name', 'B', '--password', 'a long pass phrase']],
    [token, ['create', '--account', 'acme', '--user', 'no@acme.test', '--dialect', 'native']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--scope', 'everything']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--expires', '2020-01-01']],
    [token, ['revoke', '999', '--account', 'acme']], [user, ['disable', '--email', 'ada@acme.test']], [user, ['disable', '--email', 'no@acme.test']],
    [user, ['create', '--account', 'acme', '--email', 'ada@acme.test', '--name', 'Ada']], [user, ['create', '--account', 'acme', '--email', 'x@acme.test', '--name', 'X', '--role', 'king']],
  ] satisfies [Command, string[]][]) {
    const result = await call(command, args);
    assert.equal(result.code, 1, `${args.join(' ')}: ${result.notes}`);
    assert.ok(result.notes.length > 0);
  }
  assert.equal(await count(), before);
});

test('each command explains itself', async () => {
  for (const command of [setup, token, user]) {
    const result = await call(command, ['--help']);
    assert.equal(result.code, 0);
    assert.match(result.out, new RegExp(`^patchbay ${command.name} `));
  }
});

test('tokens are made, listed without secrets, and revoked', async () => {
  const made = await call(token, ['create', '--account', 'acme', '--user', 'ADA@acme.test', '--dialect', 'timetoreply', '--scope', 'reports.read', '--expires', '2026-04-01']);
  const { id, token: secret } = made.json as { id: number; token: string };
  assert.deepEqual([...(await authenticateToken(database, { secret, dialect: 'timetoreply', now }))!.permissions], ['reports.read']);
  const listed = await call(token, ['list', '--account', 'acme']);
  assert.ok(JSON.stringify(listed.json).includes(`"id":${id},`));
  assert.ok(!JSON.stringify(listed.json).includes(secret.slice(-20)) && !listed.out.includes(secret.slice(-20)));
  assert.equal((await call(token, ['revoke', String(id), '--account', 'acme'])).code, 0);
  assert.equal(await authenticateToken(database, { secret, dialect: 'timetoreply', now }), null);
  assert.ok(!JSON.stringify((await call(token, ['list', '--account', 'acme'])).json).includes(`"id":${id},`));
  assert.ok(JSON.stringify((await call(token, ['list', '--account', 'acme', '--all'])).json).includes(`"id":${id},`));
});

test('a user is made, listed, given a new password, and shut out', async () => {
  const made = await call(user, ['create', '--account', 'acme', '--email', 'bo@acme.test', '--name', 'Bo', '--password-stdin'], 'first pass phrase\r\n');
  assert.equal(made.code, 0);
  await verifyPassword(database, { email: 'bo@acme.test', password: 'first pass phrase', address: null, now });
  assert.match((await call(user, ['list', '--account', 'acme'])).out, /bo@acme\.test {2}Bo {2}agent/);
  const reset = await call(user, ['reset-password', '--email', 'bo@acme.test', '--password', 'second pass phrase']);
  assert.deepEqual(reset.json, { id: made.json['id'], tokens_left: 0 });
  await assert.rejects(verifyPassword(database, { email: 'bo@acme.test', password: 'first pass phrase', address: null, now }), { code: 'unauthenticated' });
  await verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now });
  assert.equal((await call(user, ['disable', '--email', 'bo@acme.test'])).code, 0);
  await assert.rejects(verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now }), { code: 'unauthenticated' });
});

test('no password and no token is printed anywhere but where it is made', async () => {
  const result = await call(setup, ['--account', 'Leak', '--email', 'leak@x.test', '--name', 'L', '--password', 'short']);
  assert.ok(!result.notes.includes('"short"') && !result.out.includes('short'));
});
