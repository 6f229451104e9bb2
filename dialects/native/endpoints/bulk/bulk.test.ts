import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runBulk } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { customerWrites } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Bulk { id: number; state: string; total: number; done: number; changed: number; restored: number }
let desk: NativeDesk;
const ids: number[] = [];
before(async () => {
  desk = await openNative();
  for (let n = 0; n < 4; n += 1) ids.push((await customerWrites(desk, { id: `b${n}@x`, from: `bo${n}@home.test`, subject: `Bulk ${n}` })).conversationId);
});
after(() => desk.close());
const start = (body: object, token?: string) => desk.ask<Bulk>('POST', '/bulk', body, token);
const rows = async () => desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number; life: string; assignee: number | null }>`
  SELECT id, life, assignee_id AS assignee FROM conversations WHERE account_id = ${desk.accountId} AND id = ANY(${ids}::bigint[]) ORDER BY id`));
const change = { life: 'resolved', assigneeId: 0 };

test('201: ids are changed when it answers, and undo brings back all but what somebody changed since', async () => {
  const made = await start({ ids, change: { ...change, assigneeId: desk.agentId } });
  assert.deepEqual([made.status, made.body.state, made.body.total, made.body.done, made.body.changed], [201, 'done', 4, 4, 4]);
  assert.ok((await rows()).every(({ life, assignee }) => life === 'resolved' && assignee === desk.agentId));
  await desk.ask('PATCH', `/conversations/${ids[2]}`, { life: 'closed' });
  const undone = await desk.ask<Bulk>('POST', `/bulk/${made.body.id}/undo`);
  assert.deepEqual([undone.status, undone.body.state, undone.body.restored], [200, 'undone', 3]);
  assert.deepEqual((await rows()).map(({ life, assignee }) => [life, assignee]), [['open', null], ['open', null], ['closed', desk.agentId], ['open', null]]);
  assert.equal((await desk.ask('POST', `/bulk/${made.body.id}/undo`)).status, 409);
  assert.equal((await desk.ask<Bulk>('GET', `/bulk/${made.body.id}`)).body.state, 'undone');
});

test('201: a filter finds what it is about; those that are so already are looked at and not changed', async () => {
  const made = await start({ filter: { life: ['open'] }, change: { priority: 3 } });
  assert.deepEqual([made.body.total, made.body.changed], [3, 3]);
  assert.deepEqual([(await start({ filter: { life: ['open'] }, change: { priority: 3 } })).body.changed], [0]);
});

test('404 and 422: one foreign id among own ones changes nothing at all', async () => {
  const before = await rows();
  const wrong: [object, number][] = [
    [{ ids: [...ids, 999_999], change: { priority: 1 } }, 404], [{ ids, change: { assigneeId: 999_999 } }, 404], [{ ids, change: { addLabelIds: [999_999] } }, 404],
    [{ ids, change: {} }, 422], [{ change: { priority: 1 } }, 422], [{ ids, filter: {}, change: { priority: 1 } }, 422], [{ ids, change: { life: 'snoozed' } }, 422], [{ ids: [], change: { priority: 1 } }, 422],
    [{ ids: Array.from({ length: 501 }, (_, n) => n + 1), change: { priority: 1 } }, 422],
  ];
  for (const [body, status] of wrong) assert.equal((await start(body)).status, status, JSON.stringify(body).slice(0, 90));
  assert.deepEqual(await rows(), before);
  const [{ n }] = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ n: number }>`SELECT count(*) AS n FROM bulk_operations WHERE account_id = ${desk.accountId} AND state = 'running'`)) as [{ n: number }];
  assert.equal(n, 0);
});

test('403 and 404: without the permission, and another account\'s operation', async () => {
  assert.equal((await start({ ids, change: { priority: 1 } }, await desk.tokenFor('conversations.read', 'conversations.close'))).status, 403);
  const made = await start({ ids, change: { priority: 1 } });
  for (const [method, path] of [['GET', ''], ['POST', '/undo']] as const) assert.equal((await desk.ask(method, `/bulk/${made.body.id}${path}`, undefined, desk.stranger.token)).status, 404);
});

test('many are worked off in rounds of 500 that are each committed, by a job that goes on where it was', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO conversations (account_id, channel_id, life, started_at, last_message_at, created_at)
    SELECT ${desk.accountId}, ${desk.sales.id}, 'open', '2020-01-01', '2020-01-01', '2020-01-01' FROM generate_series(1, 1100)`));
  const made = await start({ filter: { channelId: desk.sales.id }, change: { priority: 2 } });
  assert.deepEqual([made.body.state, made.body.total, made.body.done], ['running', 1_100, 0]);
  const [job] = await desk.database.withoutAccount((tx) => tx.rows(sql<{ payload: { operationId: number } }>`SELECT payload FROM jobs WHERE kind = 'bulk' ORDER BY id DESC LIMIT 1`));
  assert.equal(job!.payload.operationId, made.body.id);
  const seen: number[] = [];
  const run = (signal?: AbortSignal) => runBulk({ database: desk.database, accountId: desk.accountId, operationId: made.body.id, now: () => desk.act.now, ...(signal && { signal }) });
  seen.push((await run(AbortSignal.abort()))!.done);
  seen.push((await desk.ask<Bulk>('GET', `/bulk/${made.body.id}`)).body.done);
  await Promise.all([run(), run()]);
  const end = (await desk.ask<Bulk>('GET', `/bulk/${made.body.id}`)).body;
  assert.deepEqual([seen, end.state, end.done, end.changed], [[500, 500], 'done', 1_100, 1_100]);
  const undoing = await desk.ask<Bulk>('POST', `/bulk/${made.body.id}/undo`);
  assert.equal(undoing.body.state, 'undoing');
  assert.deepEqual([(await run())!.state, (await run())!.restored], ['undone', 1_100]);
});

test('who lost the right in between changes nothing more', async () => {
  const made = await start({ filter: { channelId: desk.sales.id }, change: { priority: 4 } });
  await desk.database.rows(sql<object>`UPDATE memberships SET ended_at = ${desk.act.now} WHERE account_id = ${desk.accountId} AND user_id = ${desk.userId}`);
  const end = await runBulk({ database: desk.database, accountId: desk.accountId, operationId: made.body.id, now: () => desk.act.now });
  assert.deepEqual([end!.state, end!.changed], ['failed', 0]);
});
