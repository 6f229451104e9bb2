import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import { sql } from '#storage/index.ts';
import { deskNow } from '#testkit/people/open-desk.ts';
import type { AgentBoard, AgentDay, CreatedWallboardLink, SharedWallboard, Wallboard, WallboardLinks, WallboardRows } from '../../schemas/wallboard.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let queueId: number;
before(async () => {
  desk = await openNative();
  const { database, accountId, act, agentId } = desk;
  queueId = await database.withAccount(accountId, async (tx) => {
    const { id } = await createQueue(tx, act, { kind: 'call', name: 'Orders', targetSeconds: 30 });
    await setAssignments(tx, act, id, [{ agentId, teamId: null, level: 1 }]);
    await tx.run(sql`INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, is_online, online_since, idle_since) VALUES (${accountId}, ${agentId}, -2, ${deskNow}, true, ${deskNow}, ${deskNow})`);
    await tx.run(sql`INSERT INTO agent_activities (account_id, agent_id, activity, status_id, started_at) VALUES (${accountId}, ${agentId}, 'status', -2, ${deskNow})`);
    return id;
  });
});
after(() => desk.close());

test('200: the board with its queue, the rows of a figure, the agents and a day', async () => {
  desk.clock.advance(90_000);
  const { status, body } = await desk.ask<Wallboard>('GET', '/wallboard');
  assert.equal(status, 200);
  assert.deepEqual(body.queues.map(({ name, kind, targetSeconds, waiting, serviceLevel, agents }) => [name, kind, targetSeconds, waiting, serviceLevel.percent, agents.away]), [['Orders', 'call', 30, 0, null, 1]]);
  assert.deepEqual([body.queues[0]!.occupancy, body.totals.agents.away, body.atRisk], [{ percent: 0, busySeconds: 0, offlineSeconds: 0, onlineSeconds: 90 }, 1, []]);
  const rows = await desk.ask<WallboardRows>('GET', `/wallboard/rows?figure=occupancy&queueId=${queueId}`);
  assert.deepEqual(rows.body.rows.map(({ agentId, agentName, onlineSeconds }) => [agentId, agentName, onlineSeconds]), [[desk.agentId, 'Ada', 90]]);
  const board = await desk.ask<AgentBoard>('GET', `/wallboard/agents?queueId=${queueId}`);
  assert.deepEqual(board.body.agents.map(({ name, state, statusName, work }) => [name, state, statusName, work]), [['Ada', 'away', 'Break', []]]);
  const day = await desk.ask<AgentDay>('GET', `/agents/${desk.agentId}/day?day=2024-05-06`);
  assert.deepEqual(day.body.stays.map(({ name, seconds, endedAt }) => [name, seconds, endedAt]), [['Break', 90, null]]);
});

test('a link is made, listed, opened by anybody and revoked', async () => {
  const made = await desk.ask<CreatedWallboardLink>('POST', '/wallboard/links', { name: 'Hall', expiresAt: '2024-06-01T00:00:00+02:00', showsAgents: true });
  assert.deepEqual([made.status, made.body.url], [201, `https://desk.example/app/shared-wallboard#${made.body.secret}`]);
  assert.deepEqual((await desk.ask<WallboardLinks>('GET', '/wallboard/links')).body.items.map(({ id, name }) => [id, name]), [[made.body.id, 'Hall']]);
  const open = async (secret: unknown) => desk.server.inject({ method: 'POST', url: '/native/v1/shared-wallboard', payload: { secret } });
  const shown = await open(made.body.secret);
  const body: SharedWallboard = shown.json();
  assert.deepEqual([shown.statusCode, body.accountName, body.wallboard.queues.length, body.agents?.map(({ name }) => name)], [200, 'Desk', 1, ['Ada']]);
  assert.ok(!/interactionId|conversationId|agentId/.test(shown.body), 'no id of a person or a call');
  assert.equal((await desk.ask('DELETE', `/wallboard/links/${made.body.id}`)).status, 204);
  assert.deepEqual([(await open(made.body.secret)).statusCode, (await open('nonsense')).statusCode, (await open(5)).statusCode], [410, 410, 422]);
});

test('422, 403, 404: wrong questions, no permission, another account\'s', async () => {
  for (const path of ['/wallboard?atRiskSeconds=-1', '/wallboard?atRiskSeconds=x', `/wallboard/rows?figure=luck&queueId=${queueId}`, '/wallboard/rows?figure=waiting', '/wallboard/agents?queueId=0', `/agents/${desk.agentId}/day?day=2024-13-01`, `/agents/${desk.agentId}/day?day=tomorrow`]) {
    assert.equal((await desk.ask('GET', path)).status, 422, path);
  }
  for (const body of [{}, { name: 'x' }, { name: '', expiresAt: '2024-06-01T00:00:00Z' }, { name: 'x', expiresAt: '2024-01-01T00:00:00Z' }, { name: 'x', expiresAt: '2034-01-01T00:00:00Z' }, { name: 'x', expiresAt: '2024-06-01T00:00:00Z', more: 1 }]) {
    assert.equal((await desk.ask('POST', '/wallboard/links', body)).status, 422, JSON.stringify(body));
  }
  const reader = await desk.tokenFor('conversations.read');
  for (const path of ['/wallboard', `/wallboard/rows?figure=waiting&queueId=${queueId}`, '/wallboard/agents', '/wallboard/links']) assert.equal((await desk.ask('GET', path, undefined, reader)).status, 403, path);
  for (const path of [`/wallboard/rows?figure=waiting&queueId=${queueId}`, `/wallboard/agents?queueId=${queueId}`, `/agents/${desk.agentId}/day`]) {
    const [theirs, none] = [await desk.ask('GET', path, undefined, desk.stranger.token), await desk.ask('GET', path.replace(/\d+(?=\/day|$)/, '987654'), undefined, desk.stranger.token)];
    assert.deepEqual([theirs.status, theirs.body], [none.status, none.body], path);
  }
});
