import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openNative, type NativeDesk } from '#dialects/native/testing/open-native.ts';
import { startFigureColumns } from './figure-columns.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

/** As the reports page does. */
const ask = async () => assert.equal((await desk.ask('GET', '/reports/figures?messageTypes=inbound')).status, 200);

/** What was logged of the columns, where there is memory for them. */
async function saidWith(memoryMb: number): Promise<string[]> {
  const said: string[] = [];
  const keep = (_: object, text: string) => { said.push(text); };
  const end = startFigureColumns(desk.database.connection, { memoryMb, factsMin: 0 }, { info: keep, warn: keep, error: keep } as Parameters<typeof startFigureColumns>[2]);
  await ask();
  for (let left = 200; memoryMb > 0 && said.length === 0 && left > 0; left -= 1) await sleep(25);
  await end();
  const before = said.length;
  await ask();
  assert.equal(said.length, before, 'nothing is counted in memory any more');
  return said;
}

test('the server says when an account is in memory; with no memory for it there is none', async () => {
  assert.deepEqual(await saidWith(1), ['the facts of an account are in memory: its figures are counted there']);
  assert.deepEqual(await saidWith(0), []);
});
