import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneDatabase } from './clone-database.ts';

const asking = `
  import { Client } from 'pg';
  import { preparedDatabase } from ${JSON.stringify(join(import.meta.dirname, 'prepared-database.ts'))};
  const asked = async (connection, text) => { const client = new Client(connection); await client.connect(); const { rows } = await client.query(text); await client.end(); return rows; };
  let fills = 0;
  const { clone, made } = await preparedDatabase('three-rows', async (connection) => {
    fills += 1;
    await asked(connection, 'CREATE TABLE prepared AS SELECT generate_series(1, 3) AS n');
    return { word: 'made' };
  });
  await asked(clone.connection, 'INSERT INTO prepared VALUES (4)');
  console.log(JSON.stringify({ fills, made, rows: (await asked(clone.connection, 'SELECT n FROM prepared')).length }));
  await clone.drop();`;

test('what several processes of a run want is made by one of them, and each has a copy of its own', async () => {
  const shared = mkdtempSync(join(tmpdir(), 'prepared-'));
  const one = await cloneDatabase();
  try {
    const ask = (): unknown => {
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', asking], {
        encoding: 'utf8', cwd: process.cwd(), env: { ...process.env, NODE_TEST_CONTEXT: undefined, PATCHBAY_TEST_SHARED: shared, PATCHBAY_TEST_DATABASE: one.connection.host },
      });
      assert.notEqual(stdout, '', stderr);
      return JSON.parse(stdout);
    };
    assert.deepEqual(ask(), { fills: 1, made: { word: 'made' }, rows: 4 });
    assert.deepEqual(ask(), { fills: 0, made: { word: 'made' }, rows: 4 });
  } finally {
    await one.drop();
    rmSync(shared, { recursive: true, force: true });
  }
});
