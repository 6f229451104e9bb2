import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarVersion } from './calendar.ts';
import { answerRows, businessIntervals, businessSeconds, dueInstant, inForceAt, parseCalendar, phaseAt } from './index.ts';

const office: CalendarVersion = {
  calendarId: 7,
  version: 1,
  validFrom: null,
  zone: 'Europe/Berlin',
  hours: { mon: [['09:00', '12:00'], ['13:00', '17:00']], tue: [['22:00', '06:00']] },
  backup: { mon: [['08:00', '20:00']] },
  holidays: ['2026-01-12'],
};
const at = (text: string) => Date.parse(text);

test('half-open: the opening second counts and the closing second does not', () => {
  assert.equal(businessSeconds([office], at('2026-01-05T07:59:59Z'), at('2026-01-05T08:00:01Z')).seconds, 1);
  assert.equal(businessSeconds([office], at('2026-01-05T15:59:59Z'), at('2026-01-05T16:00:01Z')).seconds, 1);
});

test('an overnight span counts to its end on the next day', () => {
  assert.equal(businessSeconds([office], at('2026-01-06T12:00:00Z'), at('2026-01-07T12:00:00Z')).seconds, 8 * 3600);
});

test('milliseconds are cut to whole seconds, so parts add up', () => {
  const [a, b, c] = [at('2026-01-05T08:00:00.900Z'), at('2026-01-05T08:00:01.100Z'), at('2026-01-05T08:00:02.950Z')];
  assert.equal(businessSeconds([office], a, b).seconds, 1);
  assert.equal(businessSeconds([office], b, c).seconds, 1);
  assert.equal(businessSeconds([office], a, c).seconds, 2);
});

test('a span over two versions is cut where the later comes into force, and names both', () => {
  const later = { ...office, version: 2, validFrom: at('2026-01-05T09:30:00Z'), hours: { mon: [['10:00', '11:00']] as const } };
  const [start, end] = [at('2026-01-05T08:00:00Z'), at('2026-01-05T16:00:00Z')];
  assert.deepEqual(businessSeconds([later, office], start, end), { seconds: 90 * 60 + 30 * 60, versions: [1, 2] });
  assert.deepEqual(businessIntervals([later, office], start, end), [
    { from: start, to: at('2026-01-05T09:30:00Z'), version: 1 },
    { from: at('2026-01-05T09:30:00Z'), to: at('2026-01-05T10:00:00Z'), version: 2 },
  ]);
  assert.equal(dueInstant([office, later], start, 7200), at('2026-01-05T10:00:00Z'));
});

test('what lies before the first version is judged by the first', () => {
  const dated = { ...office, validFrom: at('2026-06-01T00:00:00Z') };
  assert.deepEqual(businessSeconds([dated], at('2026-01-05T08:00:00Z'), at('2026-01-05T09:00:00Z')), { seconds: 3600, versions: [1] });
  assert.equal(inForceAt([dated], at('2026-01-05T08:00:00Z')), dated);
});

test('an empty span names the one version that judges it; a span that runs backwards has 0 seconds', () => {
  const later = { ...office, version: 2, validFrom: at('2026-01-05T09:30:00Z') };
  assert.deepEqual(businessSeconds([office, later], at('2026-01-05T09:30:00Z'), at('2026-01-05T09:30:00Z')), { seconds: 0, versions: [2] });
  assert.equal(businessSeconds([office], at('2026-01-05T12:30:00Z'), at('2026-01-05T08:00:00Z')).seconds, 0);
});

test('leave takes whole local days away, overlapping leave only once', () => {
  const leave = [{ from: '2026-01-05', to: '2026-01-06' }, { from: '2026-01-06', to: '2026-01-06' }];
  const [start, end] = [at('2026-01-05T00:00:00Z'), at('2026-01-08T00:00:00Z')];
  assert.equal(businessSeconds([office], start, end, { leave }).seconds, 6 * 3600);
  assert.deepEqual(businessIntervals([office], start, end, { leave }), [
    { from: at('2026-01-06T23:00:00Z'), to: at('2026-01-07T05:00:00Z'), version: 1 },
  ]);
});

test('hours that never open: 0 seconds and never due, also when only a later version closes them', () => {
  const never = { ...office, hours: {} };
  assert.equal(businessSeconds([never], at('2000-01-01T00:00:00Z'), at('2030-01-01T00:00:00Z')).seconds, 0);
  assert.equal(dueInstant([never], at('2026-01-05T08:00:00Z'), 1), null);
  assert.equal(dueInstant([never], at('2026-01-05T08:00:00Z'), 0), at('2026-01-05T08:00:00Z'));
  const closing = { ...never, version: 2, validFrom: at('2026-01-05T09:00:00Z') };
  assert.equal(dueInstant([office, closing], at('2026-01-05T08:00:00Z'), 3600), at('2026-01-05T09:00:00Z'));
  assert.equal(dueInstant([office, closing], at('2026-01-05T08:00:00Z'), 3601), null);
});

test('time that runs out exactly at closing is due at closing, not at the next opening, however far away', () => {
  const start = at('2026-01-05T00:00:00Z');
  for (let weeks = 1; weeks < 60; weeks += 1) {
    const end = start + weeks * 7 * 86_400_000;
    const { seconds } = businessSeconds([office], start, end);
    const closing = businessIntervals([office], start, end).at(-1)?.to;
    assert.equal(dueInstant([office], start, seconds), closing);
  }
});

test('without a calendar every second counts', () => {
  assert.deepEqual(businessSeconds([], 0, 5_000), { seconds: 5, versions: [] });
  assert.deepEqual(businessIntervals([], 0, 5_000), [{ from: 0, to: 5_000, version: null }]);
  assert.equal(dueInstant([], 0, 5), 5_000);
  assert.equal(phaseAt([], 0), 'open');
});

test('phases: open before backup, backup around it, closed on a holiday', () => {
  assert.equal(phaseAt([office], at('2026-01-05T08:00:00Z')), 'open');
  assert.equal(phaseAt([office], at('2026-01-05T11:30:00Z')), 'backup');
  assert.equal(phaseAt([office], at('2026-01-05T19:00:00Z')), 'closed');
  assert.equal(phaseAt([office], at('2026-01-12T09:00:00Z')), 'closed');
});

test('a local date that a zone skipped has no open time', () => {
  const apia = { ...office, zone: 'Pacific/Apia', hours: { fri: [['02:00', '12:00']] as const } };
  assert.equal(businessSeconds([apia], at('2011-12-29T12:00:00Z'), at('2012-01-02T00:00:00Z')).seconds, 0);
});

test('open time that ends in a skipped hour is not counted twice with the span that follows', () => {
  const night = { ...office, hours: { sun: [['01:00', '02:30'], ['03:00', '04:00']] as const } };
  assert.equal(businessSeconds([night], at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z')).seconds, 2 * 3600);
});

test('seconds to add must be whole and not negative', () => {
  assert.throws(() => dueInstant([office], 0, -1), RangeError);
  assert.throws(() => dueInstant([office], 0, 0.5), RangeError);
});

test('a good calendar is normalised', () => {
  const parsed = parseCalendar({
    zone: 'europe/berlin',
    hours: { sun: [['22:00', '06:00']], mon: [['13:00', '17:00'], ['08:00', '12:00']], tue: [] },
    holidays: ['2026-12-26', '2026-12-25', '2026-12-25'],
  });
  assert.deepEqual(parsed, {
    ok: true,
    value: {
      zone: 'Europe/Berlin',
      hours: { mon: [['00:00', '06:00'], ['08:00', '12:00'], ['13:00', '17:00']], sun: [['22:00', '24:00']] },
      holidays: ['2026-12-25', '2026-12-26'],
    },
  });
  if (parsed.ok) assert.deepEqual(parseCalendar(parsed.value), parsed);
});

test('every kind of bad calendar gets a message that says where', () => {
  const paths = (json: unknown) => {
    const parsed = parseCalendar(json);
    return parsed.ok ? [] : parsed.errors.map((error) => error.path);
  };
  const hours = { mon: [['09:00', '17:00']] };
  const zone = 'UTC';
  assert.deepEqual(paths(null), ['']);
  assert.deepEqual(paths([]), ['']);
  assert.deepEqual(paths({}), ['zone', 'hours']);
  assert.deepEqual(paths({ zone: 'Mars/Olympus', hours }), ['zone']);
  assert.deepEqual(paths({ zone, hours, colour: 1 }), ['colour']);
  assert.deepEqual(paths({ zone, hours: { monday: [] } }), ['hours.monday']);
  assert.deepEqual(paths({ zone, hours: { mon: '9-17' } }), ['hours.mon']);
  assert.deepEqual(paths({ zone, hours: { mon: [['09:00']] } }), ['hours.mon[0]']);
  assert.deepEqual(paths({ zone, hours: { mon: [['9:00', '25:00']] } }), ['hours.mon[0][0]', 'hours.mon[0][1]']);
  assert.deepEqual(paths({ zone, hours: { mon: [['09:00', '24:01']] } }), ['hours.mon[0][1]']);
  assert.deepEqual(paths({ zone, hours: { mon: [['09:00', '09:00']] } }), ['hours.mon[0]']);
  assert.deepEqual(paths({ zone, hours: { mon: [['24:00', '09:00']] } }), ['hours.mon[0]']);
  assert.deepEqual(paths({ zone, hours: { mon: [['09:00', '12:00'], ['11:59', '13:00']] } }), ['hours.mon[1]']);
  assert.deepEqual(paths({ zone, hours: { sun: [['22:00', '02:00']], mon: [['01:00', '03:00']] } }), ['hours.mon[0]']);
  assert.deepEqual(paths({ zone, hours, backup: { mon: [['08:00', '08:00']] } }), ['backup.mon[0]']);
  assert.deepEqual(paths({ zone, hours, holidays: 'christmas' }), ['holidays']);
  assert.deepEqual(paths({ zone, hours, holidays: ['2026-02-29', 5, '2026-2-1'] }), ['holidays[0]', 'holidays[1]', 'holidays[2]']);
});

test('a bad row becomes an error with its line; the rows after it are still answered', () => {
  const row = { id: 'a', zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, start: '2026-01-05T08:00:00Z', end: '2026-01-05T10:00:00Z' };
  const lines = [
    JSON.stringify(row),
    '',
    '{',
    '[]',
    JSON.stringify({ ...row, start: 'soon' }),
    JSON.stringify({ ...row, zone: 'X', due: { add_business_seconds: 1 } }),
    JSON.stringify({ ...row, due: { add_business_seconds: -1 } }),
    JSON.stringify({ ...row, hours: {}, due: { add_business_seconds: 60 } }),
    JSON.stringify({ ...row, due: { add_business_seconds: 28_800 } }),
  ];
  assert.deepEqual([...answerRows(lines)], [
    { id: 'a', business_seconds: 3600 },
    { line: 3, error: 'not JSON' },
    { line: 4, error: 'a row is a JSON object' },
    { line: 5, id: 'a', error: 'start: "soon" is not an instant like "2026-01-05T09:00:00Z"' },
    { line: 6, id: 'a', error: 'zone: there is no time zone "X"' },
    { line: 7, id: 'a', error: 'due.add_business_seconds: a whole number from 0 up is needed' },
    { id: 'a', business_seconds: 0, due: null },
    { id: 'a', business_seconds: 3600, due: '2026-01-05T17:00:00Z' },
  ]);
});
