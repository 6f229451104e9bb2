import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { weekdays, type CalendarVersion, type HourSpan } from './calendar.ts';
import { businessIntervals, businessSeconds, dueInstant, phaseAt } from './index.ts';
import { formatMinutes } from './weekly-hours.ts';

const zones = [
  'UTC', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'Antarctica/Troll',
  'Africa/Casablanca', 'Pacific/Apia', 'Asia/Kathmandu', 'America/Sao_Paulo',
];

const daySpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.toSorted((a, b) => a - b))
  .map((sorted) => {
    const spans: HourSpan[] = [];
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      spans.push([formatMinutes((sorted[i] ?? 0) * 15), formatMinutes((sorted[i + 1] ?? 0) * 15)]);
    }
    return spans;
  });

const hours = fc.tuple(daySpans, daySpans, daySpans, daySpans, daySpans, daySpans, daySpans).map((days) =>
  Object.fromEntries(weekdays.map((day, index) => [day, days[index] ?? []])),
);

const from2008 = Date.UTC(2008, 0, 1) / 1000;
const instant = fc.integer({ min: from2008, max: from2008 + 16 * 366 * 86_400 }).map((seconds) => seconds * 1000);
const holiday = instant.map((ms) => new Date(ms).toISOString().slice(0, 10));

const version = (number: number) =>
  fc.record<CalendarVersion>({
    calendarId: fc.constant(1),
    version: fc.constant(number),
    validFrom: number === 1 ? fc.constant(null) : instant,
    zone: fc.constantFrom(...zones),
    hours,
    backup: hours,
    holidays: fc.array(holiday, { maxLength: 40 }),
  });

const versions = fc.oneof(fc.tuple(version(1)), fc.tuple(version(1), version(2)), fc.tuple(version(1), version(2), version(3)));
const leave = fc.array(
  fc.tuple(holiday, holiday).map(([a, b]) => ({ from: a < b ? a : b, to: a < b ? b : a })),
  { maxLength: 3 },
);
const seconds = (...args: Parameters<typeof businessSeconds>) => businessSeconds(...args).seconds;

test('parts add up to the whole, with several versions and leave too', () => {
  fc.assert(
    fc.property(versions, instant, instant, instant, leave, (calendar, x, y, z, away) => {
      const [a = 0, b = 0, c = 0] = [x, y, z].toSorted((p, q) => p - q);
      const options = { leave: away };
      const [ab, bc, ac] = [seconds(calendar, a, b, options), seconds(calendar, b, c, options), seconds(calendar, a, c, options)];
      assert.equal(ab + bc, ac);
      assert.ok(ab >= 0 && bc >= 0 && ac <= (c - a) / 1000);
      assert.ok(ac <= seconds(calendar, a, c), 'leave only takes away');
    }),
    { numRuns: 300 },
  );
});

test('the intervals listed are the seconds counted, lie inside the span and do not overlap', () => {
  const day = 86_400_000;
  fc.assert(
    fc.property(versions, instant, fc.integer({ min: 0, max: 90 * day }), leave, (calendar, start, length, away) => {
      let sum = 0;
      let last = start;
      for (const { from, to } of businessIntervals(calendar, start, start + length, { leave: away })) {
        assert.ok(last <= from && from < to && to <= start + length);
        sum += to - from;
        last = to;
      }
      assert.equal(sum / 1000, seconds(calendar, start, start + length, { leave: away }));
    }),
    { numRuns: 300 },
  );
});

test('the due instant is the inverse: exactly that much time has passed by then and less a second before', () => {
  fc.assert(
    fc.property(versions, instant, fc.integer({ min: 0, max: 3_000_000 }), (calendar, start, wanted) => {
      const due = dueInstant(calendar, start, wanted);
      if (due === null) return assert.equal(seconds(calendar, start, start + 400 * 366 * 86_400_000) < wanted, true);
      assert.equal(seconds(calendar, start, due), wanted);
      if (wanted > 0) assert.equal(seconds(calendar, start, due - 1000), wanted - 1);
      else assert.equal(due, start);
    }),
    { numRuns: 300 },
  );
});

test('in UTC a week later counts the same', () => {
  fc.assert(
    fc.property(hours, instant, instant, fc.integer({ min: 1, max: 500 }), (ofWeek, a, b, weeks) => {
      const calendar = [{ calendarId: 1, version: 1, validFrom: null, zone: 'UTC', hours: ofWeek, holidays: [] }];
      const shift = weeks * 7 * 86_400_000;
      const [start, end] = a < b ? [a, b] : [b, a];
      assert.equal(seconds(calendar, start, end), seconds(calendar, start + shift, end + shift));
    }),
  );
});

test('the phase is open exactly in the seconds that count', () => {
  fc.assert(
    fc.property(versions, instant, (calendar, at) => {
      assert.equal(phaseAt(calendar, at) === 'open', seconds(calendar, at, at + 1000) === 1);
    }),
    { numRuns: 300 },
  );
});

test('an independent walk over the minutes counts the same', () => {
  fc.assert(
    fc.property(version(1), instant, fc.integer({ min: 0, max: 4 * 1440 }), (calendar, at, minutes) => {
      const start = Math.floor(at / 60_000) * 60_000;
      let sum = 0;
      for (let minute = 0; minute < minutes; minute += 1) {
        const local = Temporal.Instant.fromEpochMilliseconds(start + minute * 60_000).toZonedDateTimeISO(calendar.zone);
        const clock = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
        const day = weekdays[local.dayOfWeek - 1];
        const isClosed = calendar.holidays.includes(local.toPlainDate().toString());
        if (day && !isClosed && (calendar.hours[day] ?? []).some(([from, to]) => from <= clock && clock < to)) sum += 60;
      }
      const found = seconds([calendar], start, start + minutes * 60_000);
      if (found !== sum) assert.ok(hasChange(calendar.zone, start, minutes), `${found} is not ${sum}`);
    }),
    { numRuns: 200 },
  );
});

/** Next to a clock change wall-clock minutes are no yardstick for spans that begin or end in the skipped or repeated hour. */
function hasChange(zone: string, start: number, minutes: number): boolean {
  const before = Temporal.Instant.fromEpochMilliseconds(start - 90_000_000).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  return before !== null && before.epochMilliseconds < start + minutes * 60_000 + 90_000_000;
}
