import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { changeLife, receiveMails, wakeSnoozed } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { inEachAccount } from './housekeeping.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

test('an account in which housekeeping fails keeps none of those after it from theirs', async () => {
  const broken = await setupAccount(desk.database, { accountName: 'Broken', email: 'x@other.test', name: 'X', password: null, now: desk.act.now });
  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
  await within((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ from: 'bo@home.test', id: 'q@x' })]));
  const { id } = await within((tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${desk.accountId}`));
  await within((tx) => changeLife(tx, desk.act, [id], { life: 'snoozed', snoozedUntil: '2024-05-06T13:00:00.000Z' }));
  const failures: unknown[] = [];
  const seen: number[] = [];
  await inEachAccount({ database: desk.database, clock: { nowMs: () => Date.parse('2024-05-06T14:00:00Z') }, onFailure: (error) => failures.push(error) }, async (tx, act) => {
    seen.push(act.accountId);
    if (failures.length === 0) await tx.rows(sql`SELECT 1 / 0`); // whichever comes first is the broken one
    await wakeSnoozed(tx, act);
  });
  assert.deepEqual([new Set(seen), failures.length], [new Set([desk.accountId, broken.account.id]), 1]);
  const again: unknown[] = [];
  await inEachAccount({ database: desk.database, clock: { nowMs: () => Date.parse('2024-05-06T14:00:00Z') }, onFailure: (error) => again.push(error) }, async (tx, act) => {
    if (act.accountId === broken.account.id) throw new Error('broken');
    await wakeSnoozed(tx, act);
  });
  assert.equal(again.length, 1);
  assert.equal((await within((tx) => tx.one(sql<{ life: string }>`SELECT life FROM conversations WHERE account_id = ${desk.accountId}`))).life, 'open');
});
