import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { noNotify } from './no-notify.ts';

const linesIn = async (path: string, source: string): Promise<readonly number[]> => (await noNotify.check(treeOf({ [path]: source }))).map(({ line }) => line);

const statements = [
  'await tx.run(sql`SELECT pg_notify(${channel}, ${text})`);',
  "await tx.run(sql`INSERT INTO a VALUES (1); NOTIFY b`);",
  'const q = `NOTIFY ${channel}`;',
  "const q = 'notify wake';",
  'const q = "PG_NOTIFY (\'a\', \'b\')";',
];
for (const statement of statements) {
  test(`found wherever it is written: ${statement}`, async () => {
    for (const path of ['core/x/a.ts', 'storage/a.ts', 'jobs/a.ts', 'server/a.ts']) assert.deepEqual(await linesIn(path, `\n${statement}`), [2], path);
  });
}

test('functions, triggers and migrations are read, their comments and texts are not', async () => {
  assert.deepEqual(await linesIn('storage/functions/post.sql', "BEGIN\n  PERFORM pg_notify('a', 'b');\n  notify wake;\nEND"), [2, 3]);
  assert.deepEqual(await linesIn('storage/migrations/0001_a.sql', "-- no NOTIFY wake here\n/* pg_notify(\n */ COMMENT ON TABLE a IS 'we notify people; NOTIFY nobody';\nCREATE TABLE notify_people (id int);"), []);
});

test('the wake channel notifies on a connection of its own, and tests may', async () => {
  const source = 'client.query(`NOTIFY ${channel}`);';
  for (const path of ['storage/open-wake-channel.ts', 'storage/a.test.ts', 'testkit/a.ts', 'bench/a.ts']) assert.deepEqual(await linesIn(path, source), [], path);
  assert.deepEqual(await linesIn('storage/open-wake-channels.ts', source), [1]);
});

test('words are not statements', async () => {
  assert.deepEqual(await linesIn('core/a.ts', "// pg_notify('a')\nimport { notify } from './notify.ts';\nawait notify(tx, act);\nconst a = 'Who to notify of it';\nconst b = 'x-facebook-notify';\nconst c = 'postmaster notify';\nconst d = 'notify people of this';"), []);
});
