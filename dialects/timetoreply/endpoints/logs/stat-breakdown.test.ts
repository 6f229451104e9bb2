import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isStatName, statNames as coreStats } from '#core/analytics/index.ts';
import { statNames, findStat } from '../../stats/find-stat.ts';
import { fakeCore } from '../../testing/fake-core.ts';

const path = '/api/logs/stat-breakdown';

/** Every path to a number or a friendly text in the stats of a report. */
function leaves(tree: unknown, at: string[] = []): string[] {
  if (Array.isArray(tree)) return [];
  if (tree === null || typeof tree !== 'object') return [at.join('.')];
  return Object.entries(tree).flatMap(([name, part]) => leaves(part, [...at, name]));
}

test('200: every leaf of stats can be opened, and its name is a figure of core', async () => {
  const core = fakeCore();
  const { stats } = (await core.get('/api/logs/conversations')).json<{ stats: object }>();
  const all = leaves(stats);
  assert.equal(all.length, 126);
  for (const stat of all) {
    const answer = await core.get(path, { stat });
    assert.equal(answer.statusCode, 200, `${stat}: ${answer.body.slice(0, 200)}`);
    assert.ok((coreStats as readonly string[]).includes(core.asked.stat ?? ''), `${stat} opens ${core.asked.stat ?? ''}`);
    const { friendly_name, explainer } = answer.json<{ friendly_name: string; explainer: string }>();
    assert.match(friendly_name, /^[A-Z0-9]/);
    assert.match(explainer, /^[A-Z].*\.$/);
  }
});

test('200: percentile ranks and the figures of days open by their band and their date', async () => {
  const core = fakeCore();
  const { stats } = (await core.get('/api/logs/conversations', { from: '2023-02-01', to: '2023-02-01' })).json<{ stats: { initialTTR: object; dailyStats: { date: string }[] } }>();
  const names = (['percentileRanks', 'percentileRanksRaw'] as const).flatMap((list) => ['1800', '7200'].map((band) => `initialTTR.${list}.${band}`));
  const { date, ...day } = stats.dailyStats[0]!;
  const opened: string[] = [];
  for (const stat of [...names, ...leaves(day).map((leaf) => `dailyStats.${date}.${leaf}`)]) {
    const answer = await core.get(path, { stat });
    assert.equal(answer.statusCode, 200, `${stat}: ${answer.body.slice(0, 200)}`);
    assert.ok(isStatName(core.asked.stat ?? ''), `${stat} opens ${core.asked.stat ?? ''}`);
    assert.match(answer.json<{ explainer: string }>().explainer, /^[A-Z].*\.$/);
    opened.push(core.asked.stat ?? '');
  }
  assert.deepEqual(opened.slice(0, 4), ['initialReply.bands.1800', 'initialReply.bands.7200', 'initialReply.bandsRaw.1800', 'initialReply.bandsRaw.7200']);
  assert.ok(opened.includes('days.2023-02-01.messages.sent.count') && opened.includes('days.2023-02-01.close.withinGoal'));
});

test('every name of the catalogue is written once, and only outliers and span counts of core stay unreachable', () => {
  assert.equal(new Set(statNames).size, statNames.length);
  const reached = new Set(statNames.map((name) => findStat(name).core as string));
  const unreached = coreStats.filter((name) => !reached.has(name));
  assert.deepEqual(unreached.filter((name) => !/\.(outliers|count|excluded)$/.test(name)), []);
});

test('200: the document\'s default column means newest for messages too', async () => {
  const core = fakeCore();
  const answer = await core.get(path, { stat: 'messages.sent.initial_replies', sort_by: 'last_received_at_date_time' });
  assert.equal(answer.json<{ type: string }>().type, 'messages');
  assert.deepEqual([core.asked.stat, core.asked.page?.sortBy], ['messages.sent.initialReplies', 'at']);
  await core.get(path, { stat: 'messages.received.dayOfWeek.Monday' });
  assert.equal(core.asked.stat, 'messages.received.byWeekday.0');
  await core.get(path, { stat: 'messages.sent.hourOfDay.23:00' });
  assert.equal(core.asked.stat, 'messages.sent.byHour.23');
});

test('200: the words of the document for threads.total, which is also the default', async () => {
  const { type, show_column, friendly_name, explainer } = (await fakeCore().get(path)).json<Record<string, unknown>>();
  assert.deepEqual({ type, show_column, friendly_name, explainer }, { type: 'threads', show_column: null, friendly_name: 'Total Conversations', explainer: 'All conversations.' });
});

test('200: a mean shows its column', async () => {
  const { type, show_column } = (await fakeCore().get(path, { stat: 'initialTTR.raw_no_business' })).json<Record<string, unknown>>();
  assert.deepEqual({ type, show_column }, { type: 'threads', show_column: 'friendly_raw_initial_reply_time' });
});

test('422: an unknown stat, and a column that its rows do not have', async () => {
  for (const stat of ['threads', 'threads.nothing', 'messages.sent.dayOfWeek.Funday', 'constructor', '__proto__', 'threads.labels.list.', 'initialTTR.percentileRanks', 'initialTTR.percentileRanks.x', 'overallTTF.percentileRanks.60', 'dailyStats',
    'dailyStats.2023-02-30.threads.total', 'dailyStats.2023-02-01.threads.closed', 'dailyStats.2023-02-01.date']) {
    const answer = await fakeCore().get(path, { stat });
    assert.deepEqual([answer.statusCode, answer.json<{ errors: object }>().errors], [422, { stat: ['The selected stat is invalid.'] }], stat);
  }
  assert.equal((await fakeCore().get(path, { stat: 'threads.total', sort_by: 'touch_time' })).statusCode, 422);
});

test('401 and 403', async () => {
  assert.equal((await fakeCore().server.inject(path)).statusCode, 401);
  assert.equal((await fakeCore({ permissions: [] }).get(path)).statusCode, 403);
});
