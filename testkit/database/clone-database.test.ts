import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Client } from 'pg';

import { cloneDatabase } from './clone-database.ts';

test('two clones do not see each other', async () => {
  const [first, second] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  const inFirst = new Client(first.connection);
  const inSecond = new Client(second.connection);
  await Promise.all([inFirst.connect(), inSecond.connect()]);
  await inFirst.query('CREATE TABLE only_here (id int)');
  const found = await inSecond.query(`SELECT to_regclass('only_here') AS name`);
  assert.equal(found.rows[0].name, null);
  await Promise.all([inFirst.end(), inSecond.end()]);
  await Promise.all([first.drop(), second.drop()]);
});

test('a dropped clone is gone, even while someone is connected', async () => {
  const clone = await cloneDatabase();
  const client = new Client(clone.connection);
  client.on('error', () => undefined);
  await client.connect();
  await clone.drop();
  await assert.rejects(new Client(clone.connection).connect(), /does not exist/);
  await client.end();
});
