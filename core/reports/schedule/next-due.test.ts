import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDue, nextDue } from './next-due.ts';
import { reportPeriod } from './report-period.ts';
import { checkTiming, type ReportTiming } from './report-timing.ts';

const daily = (zone: string, localTime: string): ReportTiming => ({ frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime, zone });
const weekly = (...weekdays: number[]): ReportTiming => ({ ...daily('Europe/Berlin', '09:00:00'), frequency: 'weekly', weekdays });
const monthly = (monthMoment: 'first' | 'last' | 'day', monthDay: number | null = null): ReportTiming => ({ ...daily('UTC', '06:00:00'), frequency: 'monthly', monthMoment, monthDay });

function walk(timing: ReportTiming, from: string, steps: number): string[] {
  const found: string[] = [];
  for (let at = from; found.length < steps;) found.push((at = nextDue(timing, at)));
  return found;
}

// Worked out by hand from the offsets of tz 2026: Berlin +1/+2, New York -5/-4, Lord Howe +10:30/+11.
for (const [about, zone, time, from, expected] of [
  ['Berlin in spring: half past two is skipped and becomes half past three', 'Europe/Berlin', '02:30:00', '2026-03-27T12:00:00Z', ['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z']],
  ['Berlin in autumn: half past two comes twice, the first counts', 'Europe/Berlin', '02:30:00', '2026-10-23T12:00:00Z', ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
  ['New York in spring', 'America/New_York', '02:30:00', '2026-03-06T12:00:00Z', ['2026-03-07T07:30:00Z', '2026-03-08T07:30:00Z', '2026-03-09T06:30:00Z']],
  ['New York in autumn: half past one comes twice', 'America/New_York', '01:30:00', '2026-10-30T12:00:00Z', ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z']],
  ['Lord Howe in autumn: half an hour comes twice', 'Australia/Lord_Howe', '01:45:00', '2026-04-03T00:00:00Z', ['2026-04-03T14:45:00Z', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z']],
  ['Lord Howe in spring: half an hour is skipped', 'Australia/Lord_Howe', '02:15:00', '2026-10-02T00:00:00Z', ['2026-10-02T15:45:00Z', '2026-10-03T15:45:00Z', '2026-10-04T15:15:00Z']],
  ['nine in the morning stays nine over a change', 'Europe/Berlin', '09:00:00', '2026-03-28T00:00:00Z', ['2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z', '2026-03-30T07:00:00Z']],
  ['Samoa skipped a whole day: its report is the next day\'s, once', 'Pacific/Apia', '09:00:00', '2011-12-29T00:00:00Z', ['2011-12-29T19:00:00Z', '2011-12-30T19:00:00Z', '2011-12-31T19:00:00Z']],
] as const) {
  test(`daily at a local time: ${about}`, () => assert.deepEqual(walk(daily(zone, time), from, 3), expected));
}

test('between the two passes of an hour that comes twice nothing is due a second time', () => {
  const timing = daily('Europe/Berlin', '02:30:00');
  assert.equal(nextDue(timing, '2026-10-25T00:29:59Z'), '2026-10-25T00:30:00Z');
  for (const after of ['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z', '2026-10-25T01:30:00Z']) assert.equal(nextDue(timing, after), '2026-10-26T01:30:00Z', after);
});

test('over a whole year in three zones, at every half hour, each local day has exactly one report', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    for (let half = 0; half < 48; half += 1) {
      const time = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}:00`;
      const dues = walk(daily(zone, time), '2026-01-01T00:00:00Z', 365);
      const days = dues.map((due) => Temporal.Instant.from(due).toZonedDateTimeISO(zone).toPlainDate().toString());
      assert.deepEqual([new Set(days).size, new Set(dues).size], [365, 365], `${zone} ${time}`);
      assert.equal(Temporal.PlainDate.from(days[0]!).until(days.at(-1)!).days, 364, `${zone} ${time}`);
    }
  }
});

test('weekly goes out on the chosen weekdays only', () => {
  assert.deepEqual(walk(weekly(1, 5), '2026-11-26T12:00:00Z', 3), ['2026-11-27T08:00:00Z', '2026-11-30T08:00:00Z', '2026-12-04T08:00:00Z']);
});

test('monthly goes out on the first, the last or a day; a month without that day has it on its last', () => {
  const days = (timing: ReportTiming) => walk(timing, '2027-12-15T00:00:00Z', 3).map((due) => due.slice(0, 10));
  assert.deepEqual(days(monthly('first')), ['2028-01-01', '2028-02-01', '2028-03-01']);
  assert.deepEqual(days(monthly('last')), ['2027-12-31', '2028-01-31', '2028-02-29']);
  assert.deepEqual(days(monthly('day', 30)), ['2027-12-30', '2028-01-30', '2028-02-29']);
});

test('after a time without a server the last missed time counts, and how many came before it', () => {
  const timing = daily('Europe/Berlin', '09:00:00');
  assert.deepEqual(lastDue(timing, '2026-11-23T08:00:00Z', '2026-11-26T09:00:00Z'), { dueAt: '2026-11-26T08:00:00Z', missed: 3 });
  assert.deepEqual(lastDue(timing, '2026-11-26T08:00:00Z', '2026-11-26T08:00:00Z'), { dueAt: '2026-11-26T08:00:00Z', missed: 0 });
});

test('the days of a report end with its own day or the day before, in its zone', () => {
  const of = (frequency: 'daily' | 'weekly' | 'monthly', dueAt: string, includesToday = false, zone = 'Europe/Berlin') => Object.values(reportPeriod({ frequency, includesToday, zone, dueAt }));
  assert.deepEqual(of('daily', '2026-11-26T08:00:00Z'), ['2026-11-25', '2026-11-25']);
  assert.deepEqual(of('daily', '2026-11-26T08:00:00Z', true), ['2026-11-26', '2026-11-26']);
  assert.deepEqual(of('daily', '2026-11-26T23:30:00Z', true), ['2026-11-27', '2026-11-27'], 'it is the next day there already');
  assert.deepEqual(of('weekly', '2026-11-30T08:00:00Z'), ['2026-11-23', '2026-11-29']);
  assert.deepEqual(of('monthly', '2026-12-01T08:00:00Z'), ['2026-11-01', '2026-11-30']);
  assert.deepEqual(of('monthly', '2028-02-29T08:00:00Z', true), ['2028-02-01', '2028-02-29']);
  assert.deepEqual(of('monthly', '2026-11-15T08:00:00Z'), ['2026-10-15', '2026-11-14']);
});

test('a timing keeps what belongs to its frequency, and what it needs and lacks is named', () => {
  assert.deepEqual(checkTiming({ ...weekly(5, 1, 5), monthMoment: 'first', monthDay: 3 }), { ...weekly(1, 5), monthMoment: null, monthDay: null });
  assert.deepEqual(checkTiming({ ...monthly('last', 7), weekdays: [1] }), { ...monthly('last'), weekdays: [] });
  for (const [wrong, field] of [
    [weekly(), 'weekdays'], [weekly(8), 'weekdays'], [weekly(1.5), 'weekdays'], [{ ...weekly(1), localTime: '24:00:00' }, 'localTime'], [{ ...weekly(1), localTime: '9:00' }, 'localTime'], [{ ...weekly(1), zone: 'Mars/Base' }, 'zone'],
    [monthly('day'), 'monthDay'], [monthly('day', 32), 'monthDay'], [{ ...monthly('first'), monthMoment: null }, 'monthMoment'], [{ ...weekly(1), frequency: 'hourly' as 'daily' }, 'frequency'],
  ] as const) assert.throws(() => checkTiming(wrong), (error: { code?: string; fields?: { field: string }[] }) => error.code === 'invalid' && JSON.stringify(error).includes(field), field);
});
