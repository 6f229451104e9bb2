import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, goalShare, isBetter } from './figures.ts';

test('a share is of what was judged, and there is none of nothing', () => {
  assert.deepEqual([goalShare({ withinGoal: 3, overGoal: 1 }), goalShare({ withinGoal: 0, overGoal: 0 }), goalShare({ withinGoal: 0, overGoal: 2 })], [0.75, null, 0]);
});

test('a change is a share of before; shorter is better for times, less worse for shares, and what moved is not judged where neither is', () => {
  assert.deepEqual([changeOf(90, 60), changeOf(30, 60), changeOf(5, 0), changeOf(null, 5), changeOf(0, 5)], [0.5, -0.5, null, null, -1]);
  assert.deepEqual([isBetter(-0.5, 'better'), isBetter(0.5, 'better'), isBetter(-0.5, 'worse'), isBetter(0.5, 'neither'), isBetter(0, 'better'), isBetter(null, 'better')], [true, false, false, null, null, null]);
});
