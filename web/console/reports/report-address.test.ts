import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterCount, filterOnly, queryOf, rangeOf, readReportSearch } from './report-address.ts';

test('an address that anybody may have written gives a filter that makes sense, and nothing else', () => {
  assert.deepEqual(readReportSearch({
    period: 'custom', from: '2026-03-10', to: '2026-03-01', party: 'agent:12', with: 'agent:0', labels: ['vip', 7, 'a,b'], nudges: 2, touches: 'many', touchedFrom: '2026-02-02', touchedTo: '2026-02-01', types: 'inbound,nonsense', over: -1, figure: 'firstReply.bands.2', key: 12, split: 'agent', gt: 1.5, order: 'slowest', evil: '<script>',
  }), { period: 'custom', from: '2026-03-10', to: '2026-03-10', party: 'agent:12', labels: ['vip'], nudges: 2, touchedFrom: '2026-02-02', touchedTo: '2026-02-02', types: ['inbound'], figure: 'firstReply.bands.2', key: '12', split: 'agent', order: 'slowest' });
  assert.deepEqual(readReportSearch({ period: 'now', figure: '__proto__', metric: 'x', party: ['agent:1'], exclusive: 'true', sort: 'a b' }), {});
  assert.equal(readReportSearch({ split: 'agent', key: '' }).key, '');
});

test('the filter goes along to another page, what belongs to one page does not', () => {
  const search = readReportSearch({ period: '7d', party: 'team:3', noCc: true, figure: 'messages.total', split: 'agent', key: 4 });
  assert.deepEqual([filterOnly(search), filterCount(search)], [{ period: '7d', party: 'team:3', noCc: true }, 1]);
});

test('without a word it is the last 30 days; a period of one\'s own may have one end only', () => {
  assert.deepEqual([rangeOf({}, '2026-03-30'), rangeOf({ period: 'custom', from: '2026-01-01' }, '2026-03-30')], [{ from: '2026-03-01', to: '2026-03-30' }, { from: '2026-01-01', to: null }]);
  assert.deepEqual(Object.entries(queryOf(readReportSearch({ types: ['inbound', 'internal'], noCc: true, q: 'order', touches: 3, touchedTo: '2026-02-02' }), { from: null, to: '2026-03-30' })).filter(([, value]) => value !== undefined), [
    ['to', '2026-03-30'], ['partyNotInCc', true], ['threadTypes', 'inbound,internal'], ['search', 'order'], ['touches', 3], ['lastTouchTo', '2026-02-02'],
  ]);
});
