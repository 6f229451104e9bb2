import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { findAudit, writeAudit, type AuditAction } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let act: Act;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  accountId = (await setupAccount(database, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now })).account.id;
  act = systemAct(accountId, now, 'cli');
});
after(async () => {
  await database.close();
  await clone.drop();
});

test('the log pages newest first, each row once', async () => {
  await database.withAccount(accountId, async (tx) => {
    for (let day = 3; day < 8; day += 1) {
      await writeAudit(tx, { ...act, now: `2026-03-0${day}T09:00:00.000Z` }, { action: 'thing.done' as string as AuditAction, targetId: day });
      await writeAudit(tx, { ...act, now: `2026-03-0${day}T09:00:00.000Z` }, { action: 'thing.done' as string as AuditAction, targetId: day + 100 });
    }
    const seen: (number | null)[] = [];
    let position = null;
    for (;;) {
      const page = await findAudit(tx, act, { after: position, limit: 3, action: 'thing.done' });
      if (page.length === 0) break;
      seen.push(...page.map((row) => row.targetId));
      position = page.at(-1)!;
    }
    assert.deepEqual(seen, [107, 7, 106, 6, 105, 5, 104, 4, 103, 3]);
  });
});

test('without audit.read nobody reads it', async () => {
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['settings.read']) } };
  await assert.rejects(database.withAccount(accountId, (tx) => findAudit(tx, reader)), { code: 'forbidden' });
});

test('another account sees none of it', async () => {
  const other = await setupAccount(database, { accountName: 'Bolt', email: 'bo@bolt.test', name: 'Bo', password: null, now });
  const rows = await database.withAccount(other.account.id, (tx) => findAudit(tx, systemAct(other.account.id, now, 'cli')));
  assert.ok(rows.every((row) => row.action !== 'thing.done'));
});

test('a secret in detail is refused, however deep', async () => {
  for (const detail of [{ password: 'x' }, { body: { imap: { imapPassword: 'x' } } }, { list: [{ token: 'x' }] }]) {
    await assert.rejects(database.withAccount(accountId, (tx) => writeAudit(tx, act, { action: 'x' as string as AuditAction, detail })), /must not hold/);
  }
});

test('an act of another account than the transaction is refused', async () => {
  await assert.rejects(database.withAccount(accountId, (tx) => writeAudit(tx, { ...act, accountId: accountId + 1 }, { action: 'x' as string as AuditAction })), /an act of account/);
});

test('a row can be neither changed nor deleted', async () => {
  await assert.rejects(database.withAccount(accountId, (tx) => tx.run(sql`UPDATE audit_log SET action = 'x'`)), /permission denied/);
  await assert.rejects(database.withAccount(accountId, (tx) => tx.run(sql`DELETE FROM audit_log`)), /permission denied/);
});

test('the log is filtered by the beginning of an action and by who acted', async () => {
  await database.withAccount(accountId, async (tx) => {
    const user: Act = { ...act, actor: { kind: 'user', id: 77, permissions: 'all' } };
    for (const action of ['door.opened', 'door.shut', 'doorbell.rung']) await writeAudit(tx, act, { action: action as AuditAction });
    await writeAudit(tx, user, { action: 'door.opened' as string as AuditAction });
    const actions = async (filter: Parameters<typeof findAudit>[2]) => (await findAudit(tx, act, filter)).map((row) => row.action).sort();
    assert.deepEqual(await actions({ actionPrefix: 'door.' }), ['door.opened', 'door.opened', 'door.shut']);
    assert.deepEqual(await actions({ actionPrefix: 'door' }), ['door.opened', 'door.opened', 'door.shut', 'doorbell.rung']);
    assert.deepEqual(await actions({ actorUserId: 77 }), ['door.opened']);
    assert.deepEqual(await actions({ actionPrefix: '%' }), []);
  });
});
