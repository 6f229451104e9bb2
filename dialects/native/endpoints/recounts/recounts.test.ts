import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql, type Sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { Recount, Recounts } from '../../schemas/recounts.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

/** Besides those with mail; a step takes 500. */
const emptyOnes = 1_200;
const whole = emptyOnes + 3;

let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await receiveMails(tx, desk.act, desk.help, [1, 2, 3].flatMap((n) => [
      writeMail({ from: `bo${n}@home.test`, id: `asked${n}@home.test`, at: `2024-05-0${n}T08:00:00Z` }),
      writeMail({ from: 'ada@desk.test', to: [`bo${n}@home.test`], subject: 'Re: Hello', inReplyTo: [`asked${n}@home.test`], at: `2024-05-0${n}T09:00:00Z` }),
    ]));
    await tx.run(sql`
      INSERT INTO conversations (account_id, id, channel_id, kind, uuid, subject, base_subject, life, turn, handler, live, priority, started_at, last_message_at, message_count, unread_count, created_at, legal_hold)
      SELECT account_id, 1000000 + n, channel_id, kind, gen_random_uuid(), '', '', life, turn, handler, live, priority, started_at, last_message_at, 0, 0, created_at, false
      FROM (SELECT * FROM conversations WHERE account_id = ${tx.accountId} ORDER BY id LIMIT 1) c, generate_series(1, ${emptyOnes}) n`);
  });
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

const rows = <Row>(statement: Sql<Row>) => desk.database.withAccount(desk.accountId, (tx) => tx.rows(statement));
const shown = async (id: number) => (await desk.ask<Recount>('GET', `/recounts/${id}`)).body;
const meanOf = (of: Recount['before']) => of!.figures.overallReply.mean;
const told = (id: number) => rows(sql<{ detail: { conversations: number } }>`SELECT detail FROM audit_log WHERE account_id = ${desk.accountId} AND action = 'facts.recomputed' AND target_id = ${id}`);

/** What figures wait for, in a process of its own. `dieAt`: at this pass it is killed before its step is committed. Returns the signal that ended it. */
async function work(dieAt?: number): Promise<NodeJS.Signals | null> {
  const program = fileURLToPath(new URL('../../../../core/analytics/recounts/testing/recount-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(desk.database.connection), String(desk.accountId)], { env: { ...process.env, ...(dieAt !== undefined && { PATCHBAY_CRASH_AT: `recount-step:${dieAt}` }) }, stdio: ['ignore', 'ignore', 'inherit'] });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
}

test('202: whoever asks sees how far it is; killed at its beginning, in its middle and at its end it goes on where it was, and ends right, told once with both figures', async () => {
  await rows(sql`UPDATE message_facts SET span_business = 9 WHERE account_id = ${desk.accountId} AND span_business = 3600`);
  await rows(sql`UPDATE figure_bases SET basis = 'old' WHERE account_id = ${desk.accountId}`); // or the rollups, which know nothing of the damage, would say what was before
  const asked = await desk.ask<Recount>('POST', '/recounts', {});
  assert.deepEqual([asked.status, asked.body.state, asked.body.causes, asked.body.isWhole, asked.body.conversations, asked.body.endedAt], [202, 'waiting', ['asked'], true, { total: 0, done: 0 }, null]);
  const { id } = asked.body;

  assert.equal(await work(1), 'SIGKILL', 'while it counts what was before');
  assert.deepEqual([(await shown(id)).state, (await shown(id)).before], ['waiting', null]);
  assert.equal(await work(3), 'SIGKILL', 'after the first 500, in the next');
  const middle = await shown(id);
  assert.deepEqual([middle.state, middle.conversations, meanOf(middle.before), middle.after, middle.endedAt], ['running', { total: whole, done: 500 }, 9, null, null]);
  const second = await desk.ask<{ key: string }>('POST', '/recounts', {});
  assert.deepEqual([second.status, second.body.key], [409, 'recount-runs']);
  assert.equal(await work(4), 'SIGKILL', 'with every conversation computed, before the rollups are');
  assert.deepEqual([(await shown(id)).state, (await shown(id)).conversations.done, (await told(id)).length], ['running', whole, 0]);

  assert.equal(await work(), null);
  const done = await shown(id);
  assert.deepEqual([done.state, done.conversations, meanOf(done.before), meanOf(done.after), done.after!.figures.overallReply.count, typeof done.endedAt], ['done', { total: whole, done: whole }, 9, 3_600, 3, 'string']);
  assert.deepEqual((await rows(sql<{ spans: (number | null)[] }>`SELECT array_agg(span_business ORDER BY at) AS spans FROM message_facts WHERE account_id = ${desk.accountId} AND message_type = 'outbound'`))[0]!.spans, [3_600, 3_600, 3_600]);
  assert.deepEqual((await told(id)).map(({ detail }) => detail.conversations), [whole], 'audited once');
  assert.equal((await desk.ask<Recounts>('GET', '/recounts')).body.items[0]!.id, id);
  assert.equal(await work(), null);
  assert.equal((await told(id)).length, 1, 'nothing is left to do');
});

test('404, 403: an unknown one and another account\'s answer alike, and nobody asks without the permission', async () => {
  const [{ id }] = (await desk.ask<Recounts>('GET', '/recounts')).body.items as [Recount];
  const [foreign, unknown] = [await desk.ask('GET', `/recounts/${id}`, undefined, desk.stranger.token), await desk.ask('GET', '/recounts/999999')];
  assert.deepEqual([foreign.status, foreign.body], [404, unknown.body]);
  assert.equal((await desk.ask('GET', `/recounts/${id}`, undefined, await desk.tokenFor('people.read'))).status, 403);
  assert.equal((await desk.ask('POST', '/recounts', {}, await desk.tokenFor('reports.read'))).status, 403);
  assert.equal((await desk.ask<Recounts>('GET', '/recounts', undefined, desk.stranger.token)).body.items.length, 0);
});
