import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { countStats, findFigures, findMessageLog } from '#core/analytics/index.ts';
import { openSeededLog, type SeededLog } from '#core/analytics/log/testing/open-seeded-log.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { defaultTrend, emptySettings, reportTypes, type ReportFilter, type ReportType } from '../report-settings.ts';
import { buildReport, trendDays, type ReportOrder } from './build-report.ts';

const now = '2024-05-20T12:00:00Z';
let log: SeededLog;
let act: Act;
before(async () => {
  log = await openSeededLog({ seed: 44 });
  act = systemAct(log.account, now, 'test');
});
after(() => log.close());

const order = (type: ReportType, filter: ReportFilter = {}, more: Partial<ReportOrder> = {}): ReportOrder => ({ name: 'R', type, settings: { ...emptySettings, filter }, zone: 'Europe/Berlin', fromDay: '2000-01-01', toDay: '2024-05-20', ...more });
const build = (wanted: ReportOrder) => log.read((tx) => buildReport(tx, act, wanted));

test('figures of a report are those that the log and the figures give for the same filter', async () => {
  const filters: ReportFilter[] = [{}, { threadTypes: ['inbound'] }, { party: { name: '', type: 'internal' }, messageTypes: ['outbound'] }, { classifications: ['reply'] }];
  for (const filter of filters) {
    const { total, parts } = await build(order('comparative', filter));
    const asked = { zone: 'Europe/Berlin', nowMs: Date.parse(now), ...(filter.threadTypes && { threadTypes: filter.threadTypes }), ...(filter.messageTypes && { messageTypes: filter.messageTypes }), ...(filter.classifications && { classifications: filter.classifications }), ...(filter.party && { party: { kind: 'internal' as const } }) };
    const stats = await log.read((tx) => countStats(tx, asked));
    assert.equal(total.messages.total, stats.messages.count, JSON.stringify(filter));
    assert.equal(total.conversations.total, stats.threads.total, JSON.stringify(filter));
    const days = { ...asked, fromDay: '2000-01-01', toDay: '2024-05-20' };
    assert.deepEqual(total, (await log.read((tx) => findFigures(tx, { filter: days }))).rows[0], JSON.stringify(filter));
    for (const part of parts) {
      if (part.kind !== 'figures') continue;
      assert.deepEqual(part.rows, (await log.read((tx) => findFigures(tx, { filter: days, split: part.split, limit: 1_000 }))).rows, part.split);
      assert.equal(part.rows.reduce((sum, row) => sum + row.messages.total, 0), total.messages.total, `${part.split}: lines add up to the total`);
    }
  }
});

test('lines of the interactions report are those of the message log, oldest first, and say of how many', async () => {
  const { parts, total } = await build(order('interactions', { messageTypes: ['inbound'] }));
  const [part] = parts;
  assert.ok(part?.kind === 'messages');
  const { total: inLog } = await log.read((tx) => findMessageLog(tx, { zone: 'Europe/Berlin', nowMs: Date.parse(now), messageTypes: ['inbound'] }, { page: 1, perPage: 1, direction: 'asc', sortBy: 'at' }));
  assert.deepEqual([part.total, part.rows.length, total.messages.total], [inLog, inLog, inLog]);
  assert.deepEqual(part.rows.map(({ at }) => at), part.rows.map(({ at }) => at).toSorted());
});

test('every type is made over days with and without mail; an overview compares with the days before', async () => {
  for (const type of reportTypes) {
    const full = await build(order(type, {}, { fromDay: '2024-04-01', toDay: '2024-04-30' }));
    assert.ok(full.parts.length > 0 && full.completeUntil !== '', type);
    const empty = await build(order(type, {}, { fromDay: '1999-04-01', toDay: '1999-04-02', settings: { ...emptySettings, trend: { ...defaultTrend, periods: 2 } } }));
    assert.equal(empty.total.messages.total, 0, type);
  }
  const { previous } = await build(order('overview', {}, { fromDay: '2024-04-11', toDay: '2024-04-20' }));
  assert.deepEqual([previous!.fromDay, previous!.toDay], ['2024-04-01', '2024-04-10']);
  const before = await build(order('overview', {}, { fromDay: '2024-04-01', toDay: '2024-04-10' }));
  assert.deepEqual(previous!.figures, before.total);
});

test('goals of the report stand in for the account\'s, and whom nobody knows any more stops the making', async () => {
  const theirs = await build(order('sla', {}, { zone: 'UTC' })); // the account's zone, in which rollups would be read
  const own = await build(order('sla', {}, { zone: 'UTC', settings: { ...emptySettings, goals: { firstReply: 1, overall: 1, close: null } } }));
  assert.deepEqual([theirs.hasOwnGoals, own.hasOwnGoals, own.goals], [false, true, { firstReply: 1, overall: 1, close: null }]);
  assert.deepEqual([own.total.firstReply.excluded, own.total.close.withinGoal + own.total.close.overGoal], [0, 0]);
  assert.ok(own.total.overallReply.overGoal > theirs.total.overallReply.overGoal);
  await assert.rejects(build(order('overview', { party: { name: 'Nobody', type: 'team' } })), (error: { code?: string }) => error.code === 'invalid');
  await assert.rejects(log.read((tx) => buildReport(tx, { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['reports.read']) } }, order('overview'))), (error: { code?: string }) => error.code === 'forbidden');
});

test('a trend has whole periods, the last of which ends with the report', () => {
  const of = (unit: 'day' | 'week' | 'month', periods: number) => Object.values(trendDays({ unit, periods, showAgents: true }, { fromDay: '2024-05-20', toDay: '2024-05-20' }));
  assert.deepEqual(of('day', 7), ['2024-05-14', '2024-05-20']);
  assert.deepEqual(of('week', 2), ['2024-05-13', '2024-05-20']);
  assert.deepEqual(of('month', 12), ['2023-06-01', '2024-05-20']);
});
