import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelEvery, ticksUpTo } from './scale.ts';

test('lines are drawn at round values, from 0 to no less than the greatest, five steps at most', () => {
  assert.deepEqual([ticksUpTo(0, 'count'), ticksUpTo(7, 'count'), ticksUpTo(430, 'count')], [[0, 1, 2, 3, 4], [0, 2, 4, 6, 8], [0, 100, 200, 300, 400, 500]]);
  assert.deepEqual([ticksUpTo(100, 'seconds'), ticksUpTo(9_000, 'seconds')], [[0, 30, 60, 90, 120], [0, 1_800, 3_600, 5_400, 7_200, 9_000]]);
  assert.deepEqual(ticksUpTo(12, 'percent').at(-1), 100);
  for (const unit of ['count', 'seconds'] as const) for (let most = 0; most < 5_000_000; most = most * 1.7 + 1) {
    const ticks = ticksUpTo(most, unit);
    assert.ok(ticks.length <= 6 && ticks.at(-1)! >= most, `${unit} ${most}: ${ticks.join()}`);
  }
});

test('labels stand as close as they fit', () => {
  assert.deepEqual([labelEvery(7, 700, 60), labelEvery(30, 600, 60), labelEvery(90, 300, 60), labelEvery(0, 300, 60)], [1, 3, 18, 1]);
});
