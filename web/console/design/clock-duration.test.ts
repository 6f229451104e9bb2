import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockDuration } from './clock-duration.ts';

test('a length of time reads like a clock', () => {
  assert.deepEqual([0, 42.9, 725, 3_753, 90_000, -5].map(clockDuration), ['0:00', '0:42', '12:05', '1:02:33', '25:00:00', '0:00']);
});
