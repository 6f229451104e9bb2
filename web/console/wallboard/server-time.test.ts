import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isStale, secondsSince } from './server-time.ts';

const asOf = '2026-05-06T12:00:00.000Z';
test('waits are counted by the server\'s clock, whatever ours says', () => {
  const ours = Date.parse('2031-01-01T00:00:00Z');
  assert.equal(secondsSince('2026-05-06T11:59:30.000Z', { asOf, receivedMs: ours }, ours + 5_900), 35);
  assert.equal(secondsSince('2026-05-06T12:00:30.000Z', { asOf, receivedMs: ours }, ours), 0);
});

test('figures are old after 45 seconds, and sooner where the connection is lost', () => {
  const dated = { asOf, receivedMs: 0 };
  assert.deepEqual([isStale(dated, 44_000, true), isStale(dated, 46_000, true), isStale(dated, 14_000, false), isStale(dated, 16_000, false)], [false, true, false, true]);
});
