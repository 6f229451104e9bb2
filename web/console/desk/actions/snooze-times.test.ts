import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromWallClock, snoozeTimes } from './snooze-times.ts';

const at = (instant: string, zone: string): Record<string, string> => Object.fromEntries(snoozeTimes(Date.parse(instant), zone).map((time) => [time.kind, time.at]));

test('tomorrow, Saturday and Monday are mornings at eight in the zone of the person', () => {
  const wednesday = at('2026-11-25T09:00:00Z', 'Europe/Berlin');
  assert.deepEqual(wednesday, {
    'later-today': '2026-11-25T12:00:00.000Z', tomorrow: '2026-11-26T07:00:00.000Z', 'this-weekend': '2026-11-28T07:00:00.000Z', 'next-week': '2026-11-30T07:00:00.000Z', 'in-a-month': '2026-12-25T07:00:00.000Z',
  });
  assert.equal(at('2026-11-25T23:30:00Z', 'Pacific/Auckland')['tomorrow'], '2026-11-26T19:00:00.000Z', 'it is the 26th there already');
});

test('in the evening nothing is later today, on Friday Saturday is tomorrow, on Sunday Monday is the next day', () => {
  assert.equal(at('2026-11-25T19:00:00Z', 'UTC')['later-today'], undefined);
  assert.equal(at('2026-11-27T09:00:00Z', 'UTC')['this-weekend'], undefined);
  assert.equal(at('2026-11-29T09:00:00Z', 'UTC')['next-week'], '2026-11-30T08:00:00.000Z');
});

test('a morning over a change of the clocks is a morning all the same', () => {
  assert.equal(at('2026-03-28T10:00:00Z', 'Europe/Berlin')['tomorrow'], '2026-03-29T06:00:00.000Z');
  assert.equal(at('2026-10-24T10:00:00Z', 'Europe/Berlin')['tomorrow'], '2026-10-25T07:00:00.000Z');
  assert.equal(fromWallClock('2026-07-01T09:30', 'America/New_York'), '2026-07-01T13:30:00.000Z');
  assert.equal(fromWallClock('soon', 'UTC'), null);
});
