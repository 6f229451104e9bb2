import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mergeConversations, receiveMails } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { runBulk, startBulk, startBulkUndo } from '../index.ts';

let desk: Desk;
let ada: Act;
before(async () => {
  desk = await openDesk();
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const run = (operationId: number) => runBulk({ database: desk.database, accountId: desk.accountId, operationId, now: () => desk.act.now });
const priority = async (id: number) => (await within((tx) => tx.one(sql<{ priority: number }>`SELECT priority FROM conversations WHERE account_id = ${desk.accountId} AND id = ${id}`))).priority;

test('what was merged since it began is changed where it went, counted once, and undone there', async () => {
  await within((tx) => receiveMails(tx, desk.act, desk.help, Array.from({ length: 6 }, (_, n) => writeMail({ from: `bo${n}@home.test`, id: `q${n}@x`, subject: `Q ${n}` }))));
  const ids = (await within((tx) => tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${desk.accountId} ORDER BY id`))).map(({ id }) => id);
  const [one, two, three, four, outside, alone] = ids as [number, number, number, number, number, number];
  const begun = await within((tx) => startBulk(tx, ada, { ids: [one, two, three, four, alone] }, { priority: 4 }));
  await within(async (tx) => {
    await mergeConversations(tx, desk.act, { from: one, into: outside }); // goes out of what was chosen
    await mergeConversations(tx, desk.act, { from: two, into: outside }); // into the same
    await mergeConversations(tx, desk.act, { from: three, into: four }); // stays within
  });
  const done = (await run(begun.id))!;
  assert.deepEqual([done.state, done.done, done.total, done.changed], ['done', 5, 5, 3]);
  for (const id of [outside, four, alone]) assert.equal(await priority(id), 4);
  await within((tx) => startBulkUndo(tx, ada, begun.id));
  assert.equal((await run(begun.id))!.restored, 3);
  for (const id of [outside, four, alone]) assert.equal(await priority(id), 0);
});
