import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neededSpans } from './needed-spans.ts';

test('what should be planned becomes a plan of as few times as say the same', () => {
  const at = (from: string, to: string, scheduled: number | null) => ({ day: '2026-05-06', from, to, startsAt: '', arrivals: null, isClosed: false, needed: scheduled === null ? null : 1, scheduled, planned: null, plannedPercent: null });
  assert.deepEqual(neededSpans([at('08:00', '08:30', 0), at('08:30', '09:00', 2), at('09:00', '09:30', 2), at('09:30', '10:00', 3), at('10:00', '10:30', null), at('10:30', '11:00', 3)]), [
    { from: '08:30', to: '09:30', agents: 2 }, { from: '09:30', to: '10:00', agents: 3 }, { from: '10:30', to: '11:00', agents: 3 },
  ]);
});
