import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pino from 'pino';
import pg from 'pg';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { accountsToFill, searchConsumer, searchMessages } from '#core/desk/index.ts';
import { inspectWork } from '#storage/inspect/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { checkWork } from '../doctor/check-work.ts';
import type { WorkContext } from '../standing-work.ts';
import { searchFill } from './search-fill.ts';

let desk: Desk;
let owner: pg.Client;
before(async () => {
  desk = await openDesk();
  owner = new pg.Client(desk.database.connection);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await desk.close();
});

const found = () => desk.database.withAccount(desk.accountId, async (tx) => (await searchMessages(tx, desk.act, { query: 'zirconium' })).rows.length);
const doctor = async () => checkWork(await inspectWork(desk.database.connection, { consumers: [], sampleMax: 1 }), { isServerRunning: true }).find(({ name }) => name === 'search')!;

test('the server fills the history behind the consumer, and the doctor says how far it is', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [1, 2, 3].map((at) => writeMail({ id: `m${at}@x`, from: 'bo@x.test', subject: `Matter ${at}`, text: 'zirconium', at: '2024-05-01T10:00:00Z' }))));
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual([(await doctor()).status, await found()], ['ok', 3]);
  await owner.query(`UPDATE search_documents SET words = ts_delete(words, 'zirconium')`);
  await owner.query(`INSERT INTO search_fills (account_id, begun_at, done, total) VALUES (${desk.accountId}, now(), 1200000, 5000000)`);
  const half = await doctor();
  assert.deepEqual([half.status, half.text, await found()], ['warning', '1,200,000 of 5,000,000 messages, newest first', 0]);
  const stop = await searchFill.start({ database: desk.database, logger: pino({ level: 'silent' }), wake: () => {} } as unknown as WorkContext);
  while ((await accountsToFill(desk.database)).length > 0) await new Promise((resolve) => { setTimeout(resolve, 10); });
  await stop();
  assert.deepEqual([(await doctor()).status, await found()], ['ok', 3]);
});
