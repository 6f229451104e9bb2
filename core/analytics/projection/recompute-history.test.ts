import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer, recomputeHistory } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql, type Sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

let desk: Desk;
before(async () => {
  desk = await openDesk();
  const mails = [1, 2, 3].flatMap((n) => [
    writeMail({ from: `bo${n}@home.test`, id: `asked${n}@home.test`, at: `2024-05-0${n}T08:00:00Z` }),
    writeMail({ from: 'ada@desk.test', to: [`bo${n}@home.test`], subject: 'Re: Hello', inReplyTo: [`asked${n}@home.test`], at: `2024-05-0${n}T09:00:00Z` }),
  ]);
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, mails));
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

const rows = <Row>(statement: Sql<Row>) => desk.database.withAccount(desk.accountId, (tx) => tx.rows(statement));

test('what was damaged or never computed is right afterwards, told before and after, with progress and a line in the audit log, and nothing else happens', async () => {
  const clocks = await rows(sql`SELECT * FROM conversation_clocks ORDER BY conversation_id`);
  assert.equal(clocks.length, 3);
  await rows(sql`UPDATE message_facts SET span_business = 7 WHERE span_business = 3600`);
  await rows(sql`UPDATE figure_bases SET basis = 'old'`);
  await rows(sql`DELETE FROM conversation_clocks`);
  const events = async () => (await rows(sql`SELECT id FROM events`)).length;
  const before = await events();
  const steps: string[] = [];
  const result = await recomputeHistory(desk.database, desk.act, (done, total) => steps.push(`${done} of ${total}`));
  assert.deepEqual([result.conversations, steps], [3, ['3 of 3']]);
  assert.deepEqual([result.before.overallReply.mean, result.after.overallReply.mean, result.after.overallReply.count], [7, 3_600, 3]);
  assert.deepEqual(await rows(sql`SELECT * FROM conversation_clocks ORDER BY conversation_id`), clocks);
  assert.equal(await events(), before);
  assert.equal((await rows(sql`SELECT FROM audit_log WHERE action = 'facts.recomputed'`)).length, 1);
  const rollups = await rows(sql<{ kind: string }>`SELECT kind FROM figure_rollups WHERE kind = 'all'`);
  assert.ok(rollups.length > 0);
  const again = await recomputeHistory(desk.database, desk.act);
  assert.deepEqual(again.before, again.after);
});

test('who may not change settings may not', async () => {
  await assert.rejects(recomputeHistory(desk.database, { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['reports.read']) } }), { code: 'forbidden' });
});
