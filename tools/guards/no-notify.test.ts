import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { noNotify } from './no-notify.ts';

const allowedPath = 'tools/guards/built-sql-allowed.txt';
const linesIn = async (path: string, source: string): Promise<readonly number[]> => (await noNotify.check(treeOf({ [allowedPath]: '', [path]: source }))).map(({ line }) => line);

const statements = [
  'await tx.run(sql`SELECT pg_notify(${channel}, ${text})`);',
  "await tx.run(sql`INSERT INTO a VALUES (1); NOTIFY b`);",
  'const q = `NOTIFY ${channel}`;',
  "const q = 'notify wake';",
  "await tx.run(sql`DO $do$ BEGIN EXECUTE 'NOTIFY wake'; END $do$`);",
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

test('text that is executed is read as a statement', async () => {
  const planted = ["EXECUTE 'NOTIFY wake';", "EXECUTE format('NOTIFY %I', channel);", "EXECUTE format(\n  'notify %I, %L', channel, text);", "EXECUTE 'NOTIFY ' || quote_ident(channel);", "EXECUTE 'SELECT pg_notify($1, $2)' USING a, b;", 'EXECUTE $q$NOTIFY wake$q$;', "EXECUTE 'SELECT 1; NOTIFY wake';"];
  for (const text of planted) assert.deepEqual(await linesIn('storage/functions/a.sql', `BEGIN\n  PERFORM 1;\n  ${text}\nEND`), [3], text);
  assert.deepEqual(await linesIn('storage/functions/a.sql', "-- EXECUTE 'NOTIFY a';\nGRANT EXECUTE ON FUNCTION notify_people(text) TO a;\nCREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION notify_people();\nEXECUTE 'DELETE FROM notify_people';\nCOMMENT ON TABLE a IS 'NOTIFY nobody';"), []);
});

test('a text that is built, or kept in a variable, is not there to be read: it is listed with its reason, or refused', async () => {
  const planted = ['EXECUTE statement;', "EXECUTE 'NOT' || 'IFY wake';", "EXECUTE format('%s %I', verb, channel);", 'RETURN QUERY EXECUTE text USING a;', "FOR r IN EXECUTE convert_from(bytes, 'UTF8') LOOP END LOOP;", 'EXECUTE one.text INTO a;', "EXECUTE concat('NO', 'TIFY wake') USING a;"];
  for (const text of planted) {
    const sql = `BEGIN\n  PERFORM 1;\n  ${text}\nEND`;
    for (const path of ['storage/functions/a.sql', 'storage/migrations/0001_a.sql']) {
      assert.deepEqual(await linesIn(path, sql), [3], text);
      assert.deepEqual(await noNotify.check(treeOf({ [allowedPath]: `${path} | a constant, joined with names`, [path]: sql })), [], text);
    }
    assert.deepEqual(await linesIn('core/x/a.ts', `await tx.run(sql\`DO $do$ BEGIN ${text} END $do$\`);`), [1], text);
  }
  for (const text of ["EXECUTE 'DELETE FROM a WHERE b = $1' USING c;", "EXECUTE 'SELECT ''; '' || b FROM a' INTO STRICT c;", 'EXECUTE $q$SELECT 1$q$;']) assert.deepEqual(await linesIn('storage/functions/a.sql', text), [], text);
});

test('a list that names what nobody needs, or gives no reason, is found', async () => {
  const found = await noNotify.check(treeOf({ [allowedPath]: 'storage/functions/gone.sql | once\nstorage/functions/a.sql', 'storage/functions/a.sql': 'EXECUTE b;' }));
  assert.deepEqual(found.map(({ file, line }) => [file, line]), [[allowedPath, 2], [allowedPath, 1]]);
});

test('the wake channel notifies on a connection of its own, and tests may', async () => {
  const source = 'client.query(`NOTIFY ${channel}`);';
  for (const path of ['storage/open-wake-channel.ts', 'storage/a.test.ts', 'testkit/a.ts', 'bench/a.ts']) assert.deepEqual(await linesIn(path, source), [], path);
  assert.deepEqual(await linesIn('storage/open-wake-channels.ts', source), [1]);
});

test('words are not statements', async () => {
  assert.deepEqual(await linesIn('core/a.ts', "// pg_notify('a')\nimport { notify } from './notify.ts';\nawait notify(tx, act);\nconst a = 'Who to notify of it';\nconst b = 'x-facebook-notify';\nconst c = 'postmaster notify';\nconst d = 'notify people of this';"), []);
});
