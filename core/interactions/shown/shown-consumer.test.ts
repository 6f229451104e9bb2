import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catchUp } from '#core/events/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { applyToInteraction, createInteraction, interactionsShownConsumer, loadInteraction, newPartIds, saveInteraction } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

interface Shown { readonly id: number; readonly at: string; readonly ordinal: number }
const shown = () => desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<Shown>`SELECT interaction_id AS id, shown_at AS at, ordinal FROM interaction_shown WHERE account_id = ${desk.accountId} ORDER BY ordinal`));
const head = () => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ shown: number }>`SELECT shown FROM interaction_heads WHERE account_id = ${desk.accountId} AND kind = 'call'`));
const show = () => catchUp(desk.database, [interactionsShownConsumer]);
const newCall = () => desk.database.withAccount(desk.accountId, async (tx) => (await createInteraction(tx, desk.act, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en' })).id);

async function change(id: number, on: Database = desk.database, beforeCommit: () => Promise<void> = async () => {}): Promise<void> {
  await on.withAccount(desk.accountId, async (tx) => {
    const before = (await loadInteraction(tx, id, { lock: true }))!;
    await saveInteraction(tx, desk.act, before, applyToInteraction(before, { type: 'verify', verified: !before.verified }, Date.parse(desk.act.now), await newPartIds(tx)));
    await beforeCommit();
  });
}

test('a writer that commits after others were shown is shown as later than them, and holds nobody up meanwhile', async () => {
  const [held, quick] = [await newCall(), await newCall()];
  await show();
  const [wrote, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = change(held, desk.secondPool(), async () => { wrote.resolve(); await mayCommit.promise; });
  await Promise.race([wrote.promise, slow]);
  const first = await shown();
  await change(quick); // its event has a later id than the one that is held, and is committed first
  await show();
  const second = await shown();
  const at = (list: Shown[], id: number): string => list.find((one) => one.id === id)!.at;
  assert.equal(at(second, held), at(first, held));
  assert.ok(at(second, quick) > at(first, quick), 'nothing waits for the writer that is held');
  const pulledTo = at(second, quick);
  mayCommit.resolve();
  await slow;
  await show();
  assert.ok(at(await shown(), held) > pulledTo, 'a pull that had read up to the other one finds it');
});

test('ordinals are dense, given once, and the head counts them; every further change is shown later than any before', async () => {
  const ids = [];
  for (let i = 0; i < 4; i += 1) ids.push(await newCall());
  await show();
  const before = await shown();
  for (const id of ids) await change(id);
  const fresh = await newCall();
  await show();
  const list = await shown();
  assert.deepEqual(list.map((one) => one.ordinal), list.map((_, nth) => nth + 1));
  assert.equal((await head()).shown, list.length);
  assert.deepEqual(list.slice(0, before.length).map((one) => [one.id, one.ordinal]), before.map((one) => [one.id, one.ordinal]));
  assert.equal(list.at(-1)!.id, fresh);
  const latest = before.map((one) => one.at).toSorted().at(-1)!;
  for (const id of [...ids, fresh]) assert.ok(list.find((one) => one.id === id)!.at > latest);
});

test('an instant is never behind the last one, even where the clock of the database is', async () => {
  const id = await newCall();
  await show();
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`UPDATE interaction_heads SET shown_at = '2099-01-01T00:00:00Z' WHERE account_id = ${desk.accountId} AND kind = 'call'`));
  await change(id);
  await show();
  assert.equal((await shown()).find((one) => one.id === id)!.at, '2099-01-01T00:00:00.001Z');
});
