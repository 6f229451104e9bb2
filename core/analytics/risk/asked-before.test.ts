import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { businessSeconds, type CalendarVersion } from '#core/calendars/index.ts';
import { askedBefore } from './asked-before.ts';

const office: CalendarVersion = { calendarId: 1, version: 1, validFrom: null, zone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '12:00'], ['13:00', '17:00']], sun: [['00:00', '04:00']] }, holidays: ['2026-03-30'] };

test('a question that came before has waited long enough, one that came then or later has not, whatever the hours and clock changes', () => {
  fc.assert(fc.property(fc.integer({ min: Date.parse('2026-03-20T00:00:00Z') / 1_000, max: Date.parse('2026-04-10T00:00:00Z') / 1_000 }), fc.integer({ min: 1, max: 200_000 }), (now, seconds) => {
    const before = askedBefore([office], now * 1_000, seconds)!;
    const waited = (fromMs: number): number => businessSeconds([office], fromMs, now * 1_000).seconds;
    assert.ok(waited(before - 1) >= seconds, `${waited(before - 1)} of ${seconds}`);
    assert.ok(waited(before) < seconds, `${waited(before)} of ${seconds}`);
  }));
});

test('without hours every second counts; where it is never open nobody is late', () => {
  assert.equal(askedBefore([], 100_000, 10), 91_000);
  assert.equal(askedBefore([{ ...office, hours: {} }], Date.parse('2026-03-20T00:00:00Z'), 1), null);
});
