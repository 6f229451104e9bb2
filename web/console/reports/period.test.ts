import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayCount, daysBefore, daysOf, daysOfKey, groupFor, isDay, todayIn } from './period.ts';

test('today is the day of the zone, whatever that of the browser', () => {
  const at = Date.parse('2026-03-29T22:30:00Z');
  assert.deepEqual([todayIn('Europe/Berlin', at), todayIn('UTC', at), todayIn('America/Los_Angeles', at)], ['2026-03-30', '2026-03-29', '2026-03-29']);
});

test('periods have both their ends, over ends of months and leap years', () => {
  assert.deepEqual(daysOf('7d', '2026-03-03'), { from: '2026-02-25', to: '2026-03-03' });
  assert.deepEqual(daysOf('12m', '2026-03-31'), { from: '2025-04-01', to: '2026-03-31' });
  assert.deepEqual(daysOf('last-month', '2024-03-31'), { from: '2024-02-01', to: '2024-02-29' });
  assert.deepEqual(daysOf('last-month', '2026-01-05'), { from: '2025-12-01', to: '2025-12-31' });
  assert.equal(dayCount(daysOf('30d', '2026-03-03')), 30);
});

test('the days before are as many, and end where the period begins', () => {
  assert.deepEqual(daysBefore({ from: '2026-03-01', to: '2026-03-31' }), { from: '2026-01-29', to: '2026-02-28' });
  assert.equal(daysBefore({ from: null, to: '2026-03-31' }), null);
});

test('a key of a split is its days, within the period', () => {
  const range = { from: '2026-02-10', to: '2026-03-20' };
  assert.deepEqual(daysOfKey('month', '2026-02', range), { from: '2026-02-10', to: '2026-02-28' });
  assert.deepEqual(daysOfKey('week', '2026-03-16', range), { from: '2026-03-16', to: '2026-03-20' });
  assert.deepEqual(daysOfKey('day', '2026-03-01', range), { from: '2026-03-01', to: '2026-03-01' });
});

test('what is no day is told from one, and a chart has no more points than can be read', () => {
  assert.deepEqual(['2026-02-29', '2024-02-29', '2026-2-1', 'today', 20260101].map(isDay), [false, true, false, false, false]);
  assert.deepEqual([groupFor({ from: '2026-01-01', to: '2026-03-31' }), groupFor({ from: '2026-01-01', to: '2026-12-31' }), groupFor({ from: null, to: null })], ['day', 'week', 'month']);
});
