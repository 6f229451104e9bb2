import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { sqlInPlace } from './sql-in-place.ts';

const countIn = async (path: string, source: string): Promise<number> => (await sqlInPlace.check(treeOf({ [path]: source }))).length;

const QUERIES = [
  'await db.query(`select id from messages where account_id = ${id}`);',
  'await db.query(`\n  -- newest first\n  SELECT id\n  FROM messages`);',
  "await db.query('select search_messages($1)');",
  "await db.query('insert into messages values (1)');",
  "await db.query('update messages set turn = 1');",
  "await db.query('delete from messages where id = $1');",
  'const q = `with recent as (select 1) table recent`;',
  "const q = 'create index on messages (id)';",
  "const q = 'listen events';",
  'const q = sql`id = 3`;',
  'const q = sql<Row>`id = 3`;',
  "import { Pool } from 'pg';",
  "import type { Kysely } from 'kysely';",
];

for (const query of QUERIES) {
  test(`found in a dialect: ${query.replaceAll('\n', ' ')}`, async () => {
    assert.equal(await countIn('dialects/native/a.ts', query), 1);
  });
}

test('every layer above core is looked at, and those that own tables are not', async () => {
  const query = "const q = 'select 1';";
  for (const layer of ['dialects/x', 'channels/x', 'server', 'realtime', 'web/console']) assert.equal(await countIn(`${layer}/a.ts`, query), 1, layer);
  for (const layer of ['core/x', 'storage', 'jobs', 'http', 'testkit', 'bench', 'tools']) assert.equal(await countIn(`${layer}/a.ts`, query), 0, layer);
  assert.equal(await countIn('http/a.test.ts', query), 0);
});

test('sentences and comments are not queries', async () => {
  const source = "// select id from messages\nconst a = 'Select a mailbox from the list';\nconst b = 'Update the settings';\nconst c = 'with love';\nconst d = 'delete from here?';";
  assert.equal(await countIn('http/a.ts', source), 0);
});
