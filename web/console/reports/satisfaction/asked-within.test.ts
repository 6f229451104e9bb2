import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedWithin } from './asked-within.ts';

test('days of a zone are two instants: the last day is in, a year at most, the last one of what was chosen', () => {
  assert.deepEqual(askedWithin({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin', '2026-04-01'), { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', isCut: false });
  assert.deepEqual(askedWithin({ from: null, to: null }, 'UTC', '2026-04-01'), { from: '2025-04-02T00:00:00.000Z', to: '2026-04-02T00:00:00.000Z', isCut: true });
  assert.deepEqual(askedWithin({ from: '2020-01-01', to: '2026-04-01' }, 'UTC', '2026-05-01').from, '2025-04-02T00:00:00.000Z');
});
