import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHolidaysFile } from './index.ts';

const file = (...events: string[][]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');
const datesOf = (...events: string[][]): string[] => parseHolidaysFile(file(...events)).days.map(({ date }) => date);

test('whole days are read with their names, the end left out, folded lines joined', () => {
  const text = file(
    ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY;LANGUAGE=en:Christmas\\, both', '  days'],
    ['DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year'],
    ['DTSTART;VALUE=DATE:20260810', 'DURATION:P2W', 'SUMMARY:Works closed'],
  );
  const { days, skipped } = parseHolidaysFile(`\uFEFF${text}`);
  assert.deepEqual([days[0], days.at(-1), days.length, skipped], [{ date: '2026-01-01', name: 'New Year' }, { date: '2026-12-26', name: 'Christmas, both days' }, 17, 0]);
});

test('a yearly day is written out: by count, until, interval, without exceptions, for 15 years where it has no end', () => {
  assert.deepEqual(datesOf(['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY;COUNT=3', 'EXDATE;VALUE=DATE:20270501']), ['2026-05-01', '2028-05-01']);
  assert.deepEqual(datesOf(['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY;UNTIL=20300101T000000Z;INTERVAL=2']), ['2026-05-01', '2028-05-01']);
  assert.equal(datesOf(['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY']).length, 16);
  assert.deepEqual(datesOf(['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY;COUNT=2']), ['2024-02-29', '2028-02-29']);
});

test('hours, other repetitions and dates that are none are counted as skipped; cancelled days are no days', () => {
  const { days, skipped } = parseHolidaysFile(file(
    ['DTSTART:20260101T090000Z', 'DTEND:20260101T100000Z'], ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=WEEKLY'], ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;BYDAY=1MO'],
    ['DTSTART;VALUE=DATE:20260230'], ['SUMMARY:nothing'], ['DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20990101'], ['DTSTART;VALUE=DATE:20260102', 'STATUS:CANCELLED'],
  ));
  assert.deepEqual([days, skipped], [[], 6]);
});

test('what is no calendar, or endless, is refused', () => {
  for (const text of ['', 'hello', 'BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nEND:VEVENT']) assert.throws(() => parseHolidaysFile(text), { code: 'invalid' });
  const endless = Array.from({ length: 60 }, (_, at) => [`DTSTART;VALUE=DATE:${2026 + at * 20}0101`, `DTEND;VALUE=DATE:${2026 + at * 20}1231`, 'RRULE:FREQ=YEARLY']);
  assert.throws(() => parseHolidaysFile(file(...endless)), { code: 'invalid' });
});
