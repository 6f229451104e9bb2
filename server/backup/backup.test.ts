import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { openFileStore, recordFiles } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openSnapshot, type TableSum } from '#storage/backup/index.ts';
import { openDatabase, sql, type Connection } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { runAsAdministrator } from '#testkit/database/run-as-administrator.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

const now = '2026-03-01T10:00:00.123Z';
let source: ClonedDatabase;
let dir: string;
const path = (name: string): string => join(dir, name);

before(async () => {
  source = await cloneDatabase();
  dir = mkdtempSync(join(tmpdir(), 'patchbay-backup-'));
  const database = openDatabase(source.connection);
  const { account } = await setupAccount(database, { accountName: 'Acme "Ümlaut" \\N', email: 'ada@example.com', name: 'Ada', password: null, now });
  const files = openFileStore({ dir: path('data/files') });
  const stored = await files.putMany(account.id, [Buffer.from('one'), randomBytes(300_000)]);
  await database.withAccount(account.id, async (tx) => {
    await recordFiles(tx, systemAct(account.id, now, 'test'), stored);
    // Every type that a text form could spoil: bytes, microseconds, arrays with quotes, tsvector, json, floats.
    await tx.run(sql`INSERT INTO claims (token_hash, created_at, expires_at, used_at) VALUES (${Buffer.from([0, 10, 92, 255])}, ${now}, 'infinity', '2026-01-01T00:00:00.123456Z')`);
    await tx.run(sql`INSERT INTO search_documents (account_id, message_id, conversation_id, channel_id, month, at, words)
      VALUES (${account.id}, 1, 1, 1, 1, '2026-01-01T00:00:00.123456Z', to_tsvector('simple', 'it''s a \ "quoted" wörd'))`);
    await tx.run(sql`INSERT INTO attribute_definitions (account_id, entity, key, name, type, options, created_at) VALUES (${account.id}, 'contact', 'k', 'a
b', 'number', '["\\u0041", 1.10]', ${now})`);
    await tx.run(sql`INSERT INTO attribute_values (account_id, definition_id, entity_id, value_text, value_number) SELECT account_id, id, 1, '', 0.1::float8 + 0.2 FROM attribute_definitions`);
  });
  writeFileSync(path('data/secret.key'), 'key of the test\n');
  await database.close();
});

after(async () => {
  await source.drop();
  rmSync(dir, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const { host } = source.connection;
  const database = `restore_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await runAsAdministrator(host, `CREATE DATABASE ${database}`);
  return { connection: { ...source.connection, database }, drop: () => runAsAdministrator(host, `DROP DATABASE ${database} WITH (FORCE)`) };
}

async function sums(connection: Connection): Promise<Record<string, TableSum>> {
  return openSnapshot(connection, async (snapshot) => {
    const all: Record<string, TableSum> = {};
    for (const shape of snapshot.tables) if (shape.name !== 'schema_migrations') all[shape.name] = await snapshot.copyTable(shape, () => undefined);
    return all;
  });
}

const backup = (name: string, withSecretKey = true) => writeBackup({
  connection: source.connection, path: path(name), dataDir: path('data'), version: '0.0.0', now, withSecretKey, onProgress: () => {},
});

test('a backup that is restored elsewhere has the same rows, files and key, and the next id is a new one', async () => {
  const made = await backup('whole.backup');
  assert.deepEqual([made.files, made.secretKey], [2, 'included']);
  const target = await emptyDatabase();
  try {
    const result = await readBackup({ path: path('whole.backup'), connection: target.connection, dataDir: mkdtempSync(path('restored-')), onProgress: () => {} });
    assert.equal(result.rows, made.rows);
    assert.deepEqual(await sums(target.connection), await sums(source.connection));
    const database = openDatabase(target.connection);
    const { account } = await setupAccount(database, { accountName: 'Next', email: 'bo@example.com', name: 'Bo', password: null, now });
    assert.equal(account.id, 2, 'sequences go on');
    await assert.rejects(database.rows(sql<object>`INSERT INTO memberships (account_id, user_id, role_id, created_at) VALUES (999, 1, 1, now())`), /foreign key/, 'references are back');
    assert.deepEqual(await database.rows(sql<object>`SELECT 1 FROM roles`), [], 'row-level security is back');
    await database.close();
    const restored = readdirSync(dir).find((name) => name.startsWith('restored-'));
    assert.equal(readFileSync(path(`${restored}/secret.key`), 'utf8'), 'key of the test\n');
    assert.deepEqual(readdirSync(path(`${restored}/files/1`)).toSorted(), readdirSync(path('data/files/1')).toSorted());
  } finally {
    await target.drop();
  }
});

test('a backup under writes holds one instant: no event without its head', async () => {
  const writer = new pg.Client({ ...source.connection });
  await writer.connect();
  let isWriting = true;
  let written = 0;
  const writing = (async () => {
    while (isWriting) {
      await writer.query(`BEGIN; INSERT INTO labels (account_id, name, name_norm, created_at) VALUES (1, 'l${written}', 'l${written}', now());
        INSERT INTO rate_windows (key, started_at, count) VALUES ('k${written}', now(), 1); COMMIT`);
      written += 1;
    }
  })();
  const target = await emptyDatabase();
  try {
    while (written < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    await backup('busy.backup');
    isWriting = false;
    await writing;
    await readBackup({ path: path('busy.backup'), connection: target.connection, dataDir: mkdtempSync(path('busy-')), onProgress: () => {} });
    const there = await sums(target.connection);
    assert.ok((there['labels']?.rows ?? 0) >= 20 && (there['labels']?.rows ?? 0) <= written);
    assert.equal(there['labels']?.rows, there['rate_windows']?.rows, 'both rows of a transaction, or none');
  } finally {
    isWriting = false;
    await writing;
    await writer.end();
    await target.drop();
  }
});

test('a flipped byte, a lost end, changed content and a full database are refused, and nothing is left in the database', async () => {
  await backup('good.backup');
  const bytes = readFileSync(path('good.backup'));
  const flipped = Object.fromEntries(Array.from({ length: 24 }, (_, part) => {
    const at = Math.floor(bytes.length * (part + 0.5) / 24);
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << part % 8), at);
    return [`flipped-${at}`, copy];
  }));
  // A forger who packs it again: gzip is content, the sums are not.
  const changed = gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace('ada@example.com', 'eve@example.com'), 'latin1'));
  const cases = { ...flipped, cut: bytes.subarray(0, bytes.length - 200), changed, empty: Buffer.alloc(0), other: Buffer.from('root:x:0:0') };
  for (const [name, content] of Object.entries(cases)) {
    if (unpacksTo(content, gunzipSync(bytes))) continue; // a flipped bit that points to an equal string elsewhere: nothing is lost
    writeFileSync(path(name), content);
    const target = await emptyDatabase();
    try {
      await assert.rejects(readBackup({ path: path(name), connection: target.connection, dataDir: mkdtempSync(path(`${name}-`)), onProgress: () => {} }), { name: 'BackupUnusable' }, name);
      const client = new pg.Client({ ...target.connection });
      await client.connect();
      const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`);
      await client.end();
      assert.equal(rows[0]?.count, '0', name);
    } finally {
      await target.drop();
    }
  }
  await assert.rejects(readBackup({ path: path('good.backup'), connection: source.connection, dataDir: mkdtempSync(path('full-')), onProgress: () => {} }), /not empty/);
});

function unpacksTo(packed: Buffer, content: Buffer): boolean {
  try {
    return gunzipSync(packed).equals(content);
  } catch {
    return false;
  }
}

test('a file that was damaged before the backup is kept and named', async () => {
  const [part] = readdirSync(path('data/files/1'));
  const [name] = readdirSync(path(`data/files/1/${part}`));
  const file = path(`data/files/1/${part}/${name}`);
  const content = readFileSync(file);
  writeFileSync(file, 'rotten');
  try {
    const made = await backup('damaged.backup', false);
    assert.deepEqual([made.damagedFiles, made.secretKey], [[`1/${part}/${name}`], 'elsewhere']);
  } finally {
    writeFileSync(file, content);
  }
});

test('a backup never overwrites a file and leaves no partial one', async () => {
  writeFileSync(path('taken.backup'), 'mine');
  await assert.rejects(backup('taken.backup'), /there is a file of that name/);
  assert.equal(readFileSync(path('taken.backup'), 'utf8'), 'mine');
  assert.deepEqual(readdirSync(dir).filter((name) => name.includes('partial')), []);
});
