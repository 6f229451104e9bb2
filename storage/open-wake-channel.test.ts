import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { clientOptions } from './connection.ts';
import { openWakeChannel } from './open-wake-channel.ts';

const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });
async function until(what: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!what()) {
    if (Date.now() > end) throw new Error('did not come');
    await pause(10);
  }
}

test('the others are told, oneself is not; many words at once are few', async () => {
  const clone = await cloneDatabase();
  const heard = { one: 0, two: 0 };
  const one = openWakeChannel(clone.connection, () => { heard.one += 1; });
  const two = openWakeChannel(clone.connection, () => { heard.two += 1; });
  try {
    await until(() => { one.tell(); return heard.two > 0; });
    await pause(50);
    const was = heard.two;
    for (let at = 0; at < 1_000; at += 1) one.tell();
    await until(() => heard.two > was);
    await pause(100);
    assert.ok(heard.two - was <= 3, `${heard.two - was} words`);
    assert.equal(heard.one, 0);
  } finally {
    await Promise.all([one.close(), two.close()]);
    await clone.drop();
  }
});

test('a connection that is cut is opened again', async () => {
  const clone = await cloneDatabase();
  let heard = 0;
  const one = openWakeChannel(clone.connection, () => { heard += 1; });
  const two = openWakeChannel(clone.connection, () => {});
  const administrator = new pg.Client(clientOptions(clone.connection, 'owner'));
  await administrator.connect();
  try {
    await until(() => { two.tell(); return heard > 0; });
    await administrator.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()');
    await pause(50);
    const was = heard;
    await until(() => { two.tell(); return heard > was; }, 15_000);
  } finally {
    await Promise.all([one.close(), two.close()]);
    await administrator.end();
    await clone.drop();
  }
});

test('closing while the database cannot be reached ends', async () => {
  const channel = openWakeChannel({ connectionString: 'postgres://nobody@127.0.0.1:9/none' }, () => {});
  channel.tell();
  await pause(300);
  await channel.close();
});
