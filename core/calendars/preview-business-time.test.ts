import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewBusinessTime } from './index.ts';

const office = { zone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] }, holidays: ['2026-01-06'] };

test('a draft counts as it would when it is in force, and shows what it counted', () => {
  const [span] = previewBusinessTime(office, [{ from: '2026-01-05T07:30:00Z', to: '2026-01-06T12:00:00Z' }]);
  assert.deepEqual(span, { seconds: 8 * 3_600, intervals: [{ from: Date.parse('2026-01-05T08:00:00Z'), to: Date.parse('2026-01-05T16:00:00Z') }] });
});

test('a span that runs backwards has nothing', () => {
  assert.deepEqual(previewBusinessTime(office, [{ from: '2026-01-06T12:00:00Z', to: '2026-01-05T07:30:00Z' }]), [{ seconds: 0, intervals: [] }]);
});

test('mistakes are named by their place', () => {
  const fieldsOf = (work: () => unknown): string[] => {
    try {
      work();
    } catch (error) {
      return (error as { fields: { field: string }[] }).fields.map(({ field }) => field);
    }
    return [];
  };
  assert.deepEqual(fieldsOf(() => previewBusinessTime({ zone: 'Mars/Base', hours: { mon: [['09:00', '09:00']] } }, [])), ['calendar.zone', 'calendar.hours.mon[0]']);
  assert.deepEqual(fieldsOf(() => previewBusinessTime(office, [{ from: 'soon', to: '2026-01-05T07:30:00Z' }])), ['spans.0.from']);
  assert.deepEqual(fieldsOf(() => previewBusinessTime(office, [{ from: '2026-01-05T07:30:00Z', to: '2036-01-05T07:30:00Z' }])), ['spans.0.to']);
});
