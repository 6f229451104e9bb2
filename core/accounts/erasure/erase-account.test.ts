import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { addMember, createUser, deleteAccount, eraseAccount, findDeletionToUndo, findErasures, restoreAccount, restoreAccountBySecret, setupAccount, takeErasure } from '#core/accounts/index.ts';
import { openFileStore, type FileStore } from '#core/files/index.ts';
import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import { createTeam } from '#core/people/index.ts';
import { clientOptions, openDatabase, sql, type Database } from '#storage/index.ts';
import { fillEveryTable } from '#storage/testing/fill-every-table.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';

const now = '2026-03-02T09:00:00.000Z';
const later = (days: number): string => new Date(Date.parse(now) + days * 86_400_000).toISOString();
const sameInstant = (a: string | null | undefined, b: string): void => assert.equal(Date.parse(a ?? ''), Date.parse(b));
let clone: ClonedDatabase;
let database: Database;
let owner: pg.Client;
let files: FileStore;
let dir = '';
let [a, b] = [0, 0];
/** In both accounts; in a alone. */
let [both, alone] = [0, 0];
let act: Act;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  dir = await mkdtemp(join(tmpdir(), 'patchbay-erasure-'));
  files = openFileStore({ dir });
  a = (await setupAccount(database, { accountName: 'A', email: 'ada@a.test', name: 'Ada', password: null, now })).account.id;
  b = (await setupAccount(database, { accountName: 'B', email: 'bo@b.test', name: 'Bo', password: null, now })).account.id;
  act = systemAct(a, now, 'test');
  await database.withAccount(a, async (tx) => {
    const top = await createTeam(tx, act, { name: 'Top' });
    const middle = await createTeam(tx, act, { name: 'Middle', parentId: top.id });
    await createTeam(tx, act, { name: 'Leaf', parentId: middle.id });
    both = (await createUser(tx, act, { email: 'cy@both.test', name: 'Cy' })).id;
    alone = (await createUser(tx, act, { email: 'dee@a.test', name: 'Dee' })).id;
    for (const userId of [both, alone]) await addMember(tx, act, { userId, role: 'agent' });
  });
  await database.withAccount(b, (tx) => addMember(tx, systemAct(b, now, 'test'), { userId: both, role: 'agent' }));
  await fillEveryTable(owner, [a, b]);
  for (const account of [a, b]) await fillGlobalTables(account);
  await files.putMany(a, [Buffer.from('one of a'), Buffer.from('two of a')]);
  await files.putMany(b, [Buffer.from('one of b')]);
});
after(async () => {
  await database.close();
  await owner.end();
  await clone.drop();
  await rm(dir, { recursive: true, force: true });
});

async function fillGlobalTables(account: number): Promise<void> {
  const users = [both, account === a ? alone : both];
  const say = (text: string, ...values: unknown[]) => owner.query(text, values);
  await say(`INSERT INTO platform_apps (id, name, token_hash, created_at) VALUES ($1, 'app', $2, $3)`, account, Buffer.from(`app-${account}`), now);
  await say(`INSERT INTO platform_grants (app_id, noun, target_id, granted_at) VALUES ($1, 'account', $1, $2)`, account, now);
  await say(`INSERT INTO event_heads (account_id, position) VALUES ($1, 1) ON CONFLICT DO NOTHING`, account);
  await say(`INSERT INTO event_cursors (consumer, account_id, position) VALUES ('facts', $1, 1)`, account);
  await say(`INSERT INTO search_fills (account_id, begun_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`, account, now);
  await say(`INSERT INTO jobs (account_id, queue, kind, payload, run_at, created_at) VALUES ($1, 'q', 'k', '{"secret": "x"}', $2, $2)`, account, now);
  await say(`INSERT INTO address_claims (address, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, `help@${account}.test`, account);
  await say(`INSERT INTO knowledge_addresses (kind, name, account_id, knowledge_base_id) VALUES ('slug', $1, $2, 1)`, `site-${account}`, account);
  await say(`INSERT INTO bot_tokens (token_hash, bot_id, account_id, created_at) VALUES ($1, 1, $2, $3)`, Buffer.from(`bot-${account}`), account, now);
  await say(`INSERT INTO invitations (token_hash, account_id, email, email_norm, role_id, invited_by, created_at, expires_at) VALUES ($1, $2, 'x@x.test', 'x@x.test', 1, $3, $4, $4)`, Buffer.from(`inv-${account}`), account, users[1], now);
  for (const [at, user] of users.entries()) {
    const key = (what: string): Buffer => Buffer.from(`${what}-${account}-${at}`);
    await say(`INSERT INTO tokens (token_hash, account_id, user_id, dialect, name, scopes, created_at) VALUES ($1, $2, $3, 'native', 't', '{}', $4)`, key('token'), account, user, now);
    await say(`INSERT INTO sessions (token_hash, user_id, account_id, methods, authenticated_at, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, '{password}', $4, $4, $4, $4)`, key('session'), user, account, now);
    await say(`INSERT INTO password_resets (token_hash, user_id, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $4)`, key('reset'), user, account, now);
    await say(`INSERT INTO recovery_codes (user_id, code_hash, created_at) VALUES ($1, $2, $3)`, user, key('code'), now);
    await say(`INSERT INTO identities (provider, subject, user_id, created_at) VALUES ('sso', $1, $2, $3)`, `${account}-${at}`, user, now);
    await say(`INSERT INTO sign_in_links (token_hash, user_id, app_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $4)`, key('link'), user, account, now);
    await say(`INSERT INTO platform_grants (app_id, noun, target_id, granted_at) VALUES ($1, 'user', $2, $3) ON CONFLICT DO NOTHING`, account, user, now);
  }
}

async function tables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`SELECT c.relname AS name FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'account_id' WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`);
  return rows.map(({ name }) => name);
}
/** Table -> rows of the account, as a hash and a count. */
async function rowsOf(account: number): Promise<Record<string, { count: number; hash: string | null }>> {
  const found: Record<string, { count: number; hash: string | null }> = {};
  for (const name of await tables()) {
    const { rows } = await owner.query<{ count: number; hash: string | null }>(`SELECT count(*)::int AS count, md5(string_agg(t::text, ',' ORDER BY t::text)) AS hash FROM ${name} t WHERE account_id = $1`, [account]);
    found[name] = rows[0]!;
  }
  return found;
}
const shown = async (name: string, where: string): Promise<unknown[]> => (await owner.query(`SELECT * FROM ${name} WHERE ${where} ORDER BY 1`)).rows;

test('a deleted account is shut, and its secret or whoever runs the server brings it back while its grace lasts; nobody erases it before', async () => {
  const { eraseAfter, undoSecret } = await database.withAccount(a, (tx) => deleteAccount(tx, act));
  assert.equal(eraseAfter, later(30));
  await assert.rejects(database.withAccount(a, (tx) => deleteAccount(tx, act)), (error) => error instanceof CoreError && error.code === 'not-found');
  assert.equal(await takeErasure(database, later(29)), null);
  for (const account of [a, b]) await assert.rejects(database.rows(sql`SELECT erase_account_rows(${account}, 'events', 10)`), /is not being erased/);
  const toUndo = await findDeletionToUndo(database, undoSecret);
  assert.deepEqual([toUndo?.accountId, toUndo?.accountName], [a, 'A']);
  sameInstant(toUndo?.eraseAfter, eraseAfter);
  for (const wrong of ['x', 'A'.repeat(43), null, {}]) {
    assert.equal(await findDeletionToUndo(database, wrong), null);
    await assert.rejects(restoreAccountBySecret(database, { secret: wrong, now, source: 'test' }), (error) => error instanceof CoreError && error.code === 'expired');
  }
  assert.equal(await restoreAccountBySecret(database, { secret: undoSecret, now, source: 'test' }), a);
  await assert.rejects(restoreAccountBySecret(database, { secret: undoSecret, now, source: 'test' }), (error) => error instanceof CoreError && error.code === 'expired');
  assert.deepEqual(await shown('accounts', `id = ${a} AND deleted_at IS NULL`).then((rows) => rows.length), 1);
  assert.equal((await shown('memberships', `account_id = ${a} AND ended_at IS NULL`)).length >= 3, true, 'everybody is still in it');
  assert.equal(await takeErasure(database, later(400)), null);
  const actor: Act = { ...act, actor: { kind: 'user', id: alone, permissions: new Set(['account.write']) } };
  await assert.rejects(database.withAccount(a, (tx) => deleteAccount(tx, actor)), (error) => error instanceof CoreError && error.code === 'forbidden');
});

test('when the grace is over every row and file of it goes, in every table there is; another account keeps all of its, and so does who is in both', async () => {
  await database.withAccount(a, (tx) => deleteAccount(tx, act));
  const [before, ofB] = [await rowsOf(a), await rowsOf(b)];
  const bare = Object.entries(before).filter(([, { count }]) => count === 0).map(([name]) => name);
  assert.deepEqual(bare, [], 'tables without a row prove nothing: fill them');
  const taken = await Promise.all([takeErasure(database, later(31)), takeErasure(database, later(31))]);
  assert.deepEqual(taken.filter((one) => one !== null), [a], 'of two processes one gets it');
  await assert.rejects(restoreAccount(database, a, { now: later(31), source: 'test' }), (error) => error instanceof CoreError && error.code === 'expired', 'there is no way back');
  await assert.rejects(database.rows(sql`SELECT erase_account_rows(${b}, 'events', 10)`), /is not being erased/);
  await assert.rejects(database.rows(sql`SELECT erase_account_rows(${a}, 'accounts', 10)`), /no rows of accounts/);
  await assert.rejects(database.rows(sql`SELECT erase_account_rows(${a}, 'users', 10)`), /no rows of accounts/);

  let steps = 0;
  await assert.rejects(eraseAccount(database, files, a, () => { steps += 1; if (steps > 20) throw new Error('the process died'); return later(31); }), /the process died/);
  assert.equal(await takeErasure(database, later(31)), null, 'held by who died');
  assert.equal(await takeErasure(database, later(32)), a, 'until its time is over');
  const erased = await eraseAccount(database, files, a, () => later(32));
  assert.ok(erased.rows > 0 && erased.files === 2);

  const left = Object.entries(await rowsOf(a)).filter(([name, { count }]) => count > 0 && name !== 'account_erasures').map(([name]) => name);
  assert.deepEqual(left, []);
  assert.deepEqual(await rowsOf(b), ofB);
  assert.deepEqual([await shown('accounts', `id = ${a}`), (await shown('users', `id IN (${both}, ${alone})`)).length], [[], 1]);
  assert.deepEqual((await shown('users', `email LIKE '%@a.test'`)), [], 'whom a row of another account names is there without name and address');
  for (const table of ['recovery_codes', 'identities', 'sign_in_links', 'sessions', 'tokens', 'password_resets']) assert.deepEqual(await shown(table, `user_id = ${alone}`), [], table);
  assert.equal((await shown('identities', `user_id = ${both}`)).length, 3);
  assert.deepEqual(await shown('platform_grants', `(noun = 'account' AND target_id = ${a}) OR (noun = 'user' AND target_id = ${alone})`), []);
  assert.deepEqual(await readdir(dir).then((names) => names.filter((name) => name !== 'tmp')), [String(b)]);
  assert.equal(await files.removeAccount(a), 0);
  const [record] = await findErasures(database);
  assert.deepEqual([record?.accountId, record?.slug, record?.filesErased], [a, null, 2]);
  sameInstant(record?.erasedAt, later(32));
  assert.equal(await takeErasure(database, later(500)), null);
});
