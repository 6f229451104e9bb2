import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { authenticateToken, findAccounts, findErasures, verifyPassword } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { findQuarantine, getQuarantined, quarantineMails } from '#core/conversations/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { builtInRoles, systemAct, testClock, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import pino from 'pino';
import type { WorkContext } from '../standing-work.ts';
import { erasures } from '../work/erasures.ts';
import type { Command, CommandContext } from './command.ts';
import { dialectNames } from './open-context.ts';
import { runCommand } from './run-command.ts';
import { command as account } from './account.ts';
import { command as calendar } from './calendar.ts';
import { command as quarantine } from './quarantine.ts';
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

async function call(command: Command, args: string[], stdin = '', filesDir = '/nowhere') {
  const out: string[] = [];
  const notes: string[] = [];
  const values: unknown[] = [];
  const context: CommandContext = {
    args, json: true, openDatabase: async () => database, clock: testClock(now), stdin: Readable.from([stdin]), dataDir: '/nowhere', filesDir,
    env: {}, dialects: dialectNames, print: (text) => out.push(text), printJson: (value) => values.push(value), note: (text) => notes.push(text),
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
  assert.deepEqual(Object.keys(tokens), ['native', 'nimchat', 'timetoreply', 'ccai']);
  for (const [dialect, secret] of Object.entries(tokens)) {
    assert.equal((await authenticateToken(database, { secret, dialect, now }))?.accountId, account.id);
  }
  await verifyPassword(database, { email: 'ada@acme.test', password: 'a long pass phrase', address: null, now });

  const again = await call(setup, [...acme, '--password', 'another pass phrase']);
  assert.equal(again.code, 0);
  assert.deepEqual(again.json, { ...first.json, tokens: {} });
  await assert.rejects(verifyPassword(database, { email: 'ada@acme.test', password: 'another pass phrase', address: null, now }), { code: 'unauthenticated' });

  const more = await call(setup, [...acme, '--password', 'a long pass phrase', '--new-tokens']);
  assert.equal(Object.keys(more.json['tokens'] as object).length, Object.keys(tokens).length);
  assert.notEqual((more.json['tokens'] as Record<string, string>)['native'], tokens['native']);
  assert.ok(await authenticateToken(database, { secret: tokens['native'], dialect: 'native', now }));
});

test('a senseless call or value is exit 2 with a hint, a refused one exit 1, and neither changes anything', async () => {
  const count = async () => (await database.rows(sql<{ n: number }>`SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM tokens) AS n`))[0]!.n;
  const before = await count();
  for (const [command, args] of [
    [setup, []], [setup, [...acme]], [setup, [...acme, '--password', 'x', '--password-stdin']], [setup, ['--nonsense']], [setup, [...acme, '--password-stdin']],
    [setup, ['--account']], [token, []], [token, ['make']], [token, ['create', '--account', 'acme']], [token, ['revoke', '--account', 'acme']], [token, ['list']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'fax']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--expires', 'soon']],
    [user, []], [user, ['constructor']], [user, ['create', '--account', 'acme', '--email', 'x@acme.test']], [user, ['disable']], [user, ['list', 'more', '--account', 'acme']],
    [setup, ['--account', 'B', '--email', 'new@b.test', '--name', 'B', '--password', 'short']], [setup, ['--account', 'B', '--email', 'nobody', '--name', 'B', '--password', 'a long pass phrase']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--scope', 'everything']],
    [token, ['create', '--account', 'acme', '--user', 'ada@acme.test', '--dialect', 'native', '--expires', '2020-01-01']],
    [user, ['create', '--account', 'acme', '--email', 'x@acme.test', '--name', 'X', '--role', 'king']],
    [calendar, []], [calendar, ['show', 'all', '--account', 'acme']], [quarantine, ['raw', '--account', 'acme']], [quarantine, ['list', '1', '--account', 'acme']], [quarantine, ['open']],
  ] satisfies [Command, string[]][]) {
    const result = await call(command, args);
    assert.equal(result.code, 2, args.join(' '));
    assert.match(result.notes, /\nSee: patchbay (setup|token|user|calendar|quarantine) --help$/);
  }
  for (const [command, args] of [
    [token, ['create', '--account', 'acme', '--user', 'no@acme.test', '--dialect', 'native']],
    [token, ['revoke', '999', '--account', 'acme']], [user, ['disable', '--email', 'ada@acme.test']], [user, ['disable', '--email', 'no@acme.test']],
    [user, ['create', '--account', 'acme', '--email', 'ada@acme.test', '--name', 'Ada']], [quarantine, ['show', '1', '--account', 'acme']], [calendar, ['show', '--account', 'nowhere']],
  ] satisfies [Command, string[]][]) {
    const result = await call(command, args);
    assert.equal(result.code, 1, `${args.join(' ')}: ${result.notes}`);
    assert.ok(result.notes.length > 0);
  }
  assert.equal(await count(), before);
});

test('each command explains itself', async () => {
  for (const command of [setup, token, user, calendar, quarantine]) {
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
  assert.equal((await call(user, ['remove-two-factor', '--email', 'bo@acme.test'])).code, 1, 'there is none');
  await database.rows(sql<object>`UPDATE users SET totp_sealed = 'x', totp_confirmed_at = ${now} WHERE id = ${made.json['id'] as number}`);
  assert.equal((await verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now })).needsTotp, true);
  assert.deepEqual((await call(user, ['remove-two-factor', '--email', 'bo@acme.test'])).json, { id: made.json['id'], has_totp: false });
  assert.equal((await verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now })).needsTotp, false);
  assert.equal((await call(user, ['disable', '--email', 'bo@acme.test'])).code, 0);
  await assert.rejects(verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now }), { code: 'unauthenticated' });
  assert.match((await call(user, ['list', '--account', 'acme'])).out, /bo@acme\.test .*disabled/);
  assert.deepEqual((await call(user, ['enable', '--email', 'bo@acme.test'])).json, { id: made.json['id'], disabled: false });
  await verifyPassword(database, { email: 'bo@acme.test', password: 'second pass phrase', address: null, now });
  const listed = (await call(user, ['list', '--account', 'acme'])).json as unknown as object[];
  assert.deepEqual(Object.keys(listed[0]!).filter((key) => /[A-Z]/.test(key)), []);
  assert.ok('created_at' in listed[0]! && 'disabled_at' in listed[0]);
});

test('hours that are none: all that is wrong, no empty name; hours that are set are shown', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'patchbay-calendar-'));
  try {
    const file = join(dir, 'hours.json');
    const set = async (json: unknown) => {
      await writeFile(file, JSON.stringify(json));
      return call(calendar, ['set', '--account', 'acme', file]);
    };
    const whole = await set([]);
    assert.deepEqual([whole.code, whole.notes.split('\n')[0]], [2, 'a calendar is an object with zone and hours']);
    const several = await set({ zone: 'Mars', hours: { mon: [['9', '17:00']], tuesday: [] } });
    assert.deepEqual([several.code, several.notes.split('\n').map((line) => line.split(':')[0])], [2, ['zone', 'hours.mon[0][0]', 'hours.tuesday', 'See']]);
    assert.deepEqual((await call(calendar, ['show', '--account', 'acme'])).json, []);
    const hours = { zone: 'Europe/Berlin', hours: { mon: [['09:00', '12:00'], ['13:00', '17:00']] }, holidays: ['2024-12-25'] };
    assert.equal((await set(hours)).code, 0);
    const shown = await call(calendar, ['show', '--account', 'acme']);
    assert.deepEqual((shown.json as unknown as { versions: object[] }[]).map(({ versions }) => versions), [[{ version: 1, valid_from: null, ...hours }]]);
    assert.match(shown.out, /The account's hours\n {2}version 1, from the beginning, Europe\/Berlin\n {4}open {6}mon 09:00-12:00 13:00-17:00\n {4}holidays {2}2024-12-25/);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('what is in quarantine is listed, shown and given back byte for byte, small from the database and large from the file store', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'patchbay-quarantine-'));
  try {
    const files = openFileStore({ dir });
    const { id: accountId } = (await findAccounts(database)).find(({ slug }) => slug === 'acme')!;
    const act = systemAct(accountId, now, 'test');
    const raws = [Buffer.from([0, 255, 13, 10, 0]), Buffer.alloc(70_000, 7)];
    const large = await files.put(accountId, raws[1]!);
    await database.withAccount(accountId, async (tx) => {
      const channel = await ensureChannel(tx, act, { kind: 'email', address: 'help@acme.test' });
      await quarantineMails(tx, act, channel.id, raws.map((raw, at) => ({
        copyKey: `raw:${at}`, rawSha256: createHash('sha256').update(raw).digest('hex'), rawByteCount: raw.length, raw: at === 0 ? raw : null, code: 'no-header', detail: 'has no header',
      })), null);
    });
    const listed = await call(quarantine, ['list', '--account', 'acme']);
    const mails = listed.json as unknown as { id: number; code: string; channel_address: string; raw_byte_count: number; raw_sha256: string }[];
    assert.deepEqual(mails.map((mail) => [mail.code, mail.channel_address, mail.raw_byte_count]), [['no-header', 'help@acme.test', 5], ['no-header', 'help@acme.test', 70_000]]);
    assert.equal(mails[1]!.raw_sha256, large.sha256);
    assert.match(listed.out, /help@acme\.test {2}no-header: has no header/);
    for (const [at, mail] of mails.entries()) {
      assert.deepEqual((await call(quarantine, ['show', String(mail.id), '--account', 'acme'])).json, mail);
      const { raw_base64: raw } = (await call(quarantine, ['raw', String(mail.id), '--account', 'acme'], '', dir)).json as { raw_base64: string };
      assert.deepEqual(Buffer.from(raw, 'base64'), raws[at]);
    }
    const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(builtInRoles['read-only']) } };
    await assert.rejects(database.withAccount(accountId, (tx) => findQuarantine(tx, reader)), { code: 'forbidden' });
    await assert.rejects(database.withAccount(accountId, (tx) => getQuarantined(tx, reader, mails[0]!.id)), { code: 'forbidden' });
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('no password and no token is printed anywhere but where it is made', async () => {
  const result = await call(setup, ['--account', 'Leak', '--email', 'leak@x.test', '--name', 'L', '--password', 'short']);
  assert.ok(!result.notes.includes('"short"') && !result.out.includes('short'));
});

test('an account is deleted only by who says yes, listed, brought back while its grace lasts, and erased by the server when it is over', async () => {
  const { json } = await call(setup, ['--account', 'Leaving', '--email', 'lea@leaving.test', '--name', 'Lea', '--password-stdin'], 'a long pass phrase\n');
  const { id } = json['account'] as { id: number };
  const unsure = await call(account, ['delete', '--account', String(id)]);
  assert.equal(unsure.code, 2);
  assert.equal((await call(account, ['delete', '--account', String(id), '--yes', '--grace-days', '366'])).code, 2);
  assert.equal((await call(account, ['restore', '--account', String(id)])).code, 1);
  assert.deepEqual((await call(account, ['delete', '--account', 'leaving', '--yes'])).json, { account_id: id, erase_after: '2026-04-01T09:00:00.000Z' });
  assert.equal((await call(account, ['delete', '--account', 'leaving', '--yes'])).code, 1, 'it is not there any more');
  assert.match((await call(account, ['erasures'])).out, new RegExp(`^${id}  "leaving"  deleted 2026-03-02T09:00:00Z \\(cli\\), erased after 2026-04-01T09:00:00Z$`));
  assert.deepEqual((await call(account, ['restore', '--account', String(id)])).json, { account_id: id, restored: true });
  assert.equal((await call(account, ['delete', '--account', 'leaving', '--yes', '--grace-days', '0'])).code, 0);
  const filesDir = await mkdtemp(join(tmpdir(), 'patchbay-erase-'));
  const stop = await erasures.start({ database, files: openFileStore({ dir: filesDir }), clock: testClock(now), logger: pino({ level: 'silent' }) } as unknown as WorkContext);
  while ((await findErasures(database))[0]?.erasedAt === null) await new Promise((resolve) => { setTimeout(resolve, 20); });
  await stop();
  await rm(filesDir, { recursive: true, force: true });
  assert.equal((await database.rows(sql<object>`SELECT FROM accounts WHERE id = ${id}`)).length, 0);
  assert.equal((await call(account, ['restore', '--account', String(id)])).code, 1);
  assert.match((await call(account, ['erasures'])).out, new RegExp(`^${id}  deleted .*, erased 2026-03-02T09:00:00Z: \\d+ rows, 0 files$`));
});
