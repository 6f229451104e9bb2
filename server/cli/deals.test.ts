import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { findDealPage } from '#core/analytics/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import type { CommandContext } from './command.ts';
import { command } from './deals.ts';
import { runCommand } from './run-command.ts';

let desk: Desk;
let dir = '';
before(async () => {
  desk = await openDesk();
  dir = await mkdtemp(join(tmpdir(), 'deals-'));
});
after(async () => {
  await desk.close();
  await rm(dir, { recursive: true, force: true });
});

async function call(...args: string[]) {
  const notes: string[] = [];
  const values: unknown[] = [];
  const context: CommandContext = {
    args, json: true, openDatabase: async () => desk.database, clock: testClock(deskNow), stdin: Readable.from(['']), dataDir: dir, filesDir: dir,
    env: { PATCHBAY_SECRET_KEY: randomBytes(32).toString('hex') }, dialects: [], print: () => {}, printJson: (value) => values.push(value), note: (text) => notes.push(text),
  };
  return { code: await runCommand(command, context), notes: notes.join('\n'), json: values[0] };
}

test('deals import reads a file at once, again changes only what is different, and a bad line changes nothing', async () => {
  const file = join(dir, 'deals.csv');
  const account = ['--account', String(desk.accountId)];
  const rows = async () => (await desk.database.withAccount(desk.accountId, (tx) => findDealPage(tx, desk.act, { search: '', sort: 'name', direction: 'asc', limit: 10, offset: 0 }))).rows.map(({ name, value, addresses }) => [name, value, addresses.join(' ')]);
  await writeFile(file, 'Name,Value,Emails\nHats,12.5,bo@home.test\nShoes,,bo@home.test cy@home.test\n');
  assert.deepEqual(await call('import', file, ...account), { code: 0, notes: '', json: { deals: 2, contacts: 2, changed: 2 } });
  assert.deepEqual(await rows(), [['Hats', 12.5, 'bo@home.test'], ['Shoes', null, 'bo@home.test cy@home.test']]);
  await writeFile(file, 'Name,Value,Emails\nHats,13,bo@home.test\nShoes,,bo@home.test cy@home.test\n');
  assert.deepEqual((await call('import', file, ...account)).json, { deals: 2, contacts: 2, changed: 1 });
  await writeFile(file, 'Name,Value\nGloves,1\nHats,many\n');
  const refused = await call('import', file, ...account);
  assert.deepEqual([refused.code, /line 3/.test(refused.notes), (await rows()).map(([name]) => name)], [2, true, ['Hats', 'Shoes']]);
  assert.deepEqual([(await call('import', join(dir, 'none.csv'), ...account)).code, (await call('import')).code, (await call('list', file)).code, (await call('import', file, '--account', 'nobody')).code].map((code) => code !== 0), [true, true, true, true]);
});
