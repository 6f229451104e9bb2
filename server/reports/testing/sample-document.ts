import type { ReportDocument } from '../report-document.ts';

/** What a customer may have called himself. */
export const hostileTexts: readonly string[] = [
  '=HYPERLINK("http://evil.test","x")', '+1-1', '-2', '@SUM(A1)', '\t=1', '<script>alert(1)</script>', `w${'w'.repeat(400)}`, 'a\u0000b', 'broken \ud83d', 'turned \u202Egnp.exe', 'line\nbreak', '\uFF1D1+1',
];

const names = ['Jürgen Groß', 'Дмитрий Ковалёв', 'Ελένη Παπαδοπούλου', 'محمد الأحمد', 'שרה לוי', 'Łukasz Żółć'];

/** A report with everything that one may hold. */
export function sampleDocument({ lines }: { readonly lines: number }): ReportDocument {
  return {
    language: 'en', title: 'Weekly overview', subtitle: 'Overview · Desk & Co', zone: 'Europe/Berlin', author: 'Desk & Co', madeAt: '2026-03-30T07:00:00Z', definitionsTitle: 'What is counted', pageText: 'Page {page} of {pages}',
    facts: [['Days', 'Mon 23 Mar 2026 – Sun 29 Mar 2026'], ['Time zone', 'Europe/Berlin'], ['Complete until', '30 Mar 2026, 09:00 CEST'], ['Filters', 'none']],
    tiles: [
      { label: 'Conversations', value: '1,204', lines: ['before: 1,100'] }, { label: 'Received', value: '3,210', lines: [] }, { label: 'Sent', value: '2,900', lines: [] }, { label: 'Reply rate', value: '96.1 %', lines: ['1,150 of 1,197 inbound'] },
      { label: 'First reply', value: '1 h 5 min', lines: ['median 32 min 4 s', '9 in 10 within 3 h 2 min', '81.0 % within 2 h 0 min', '3 outliers left out', 'before: 1 h 20 min'] }, { label: 'All replies', value: '49 min 2 s', lines: ['median 20 min 1 s'] },
    ],
    charts: [
      { title: 'Messages received and sent', kind: 'bars', valueKind: 'count', columns: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], series: [{ name: 'Received', values: [40, 55, 61, 48, 50, 3, 0] }, { name: 'Sent', values: [38, 51, 66, 40, 47, 0, null] }] },
      { title: 'Median time of replies', kind: 'lines', valueKind: 'duration', columns: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], series: [{ name: 'First reply', values: [3_000, 2_500, 4_100, 2_000, 1_500, null, null] }, { name: 'All replies', values: [1_200, 1_300, 2_000, 900, 800, null, 400] }] },
      { title: 'When messages come in', kind: 'heat', valueKind: 'count', columns: Array.from({ length: 24 }, (_, hour) => String(hour)), series: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((name, day) => ({ name, values: Array.from({ length: 24 }, (_, hour) => (day < 5 && hour > 7 && hour < 18 ? (day * 7 + hour * 3) % 40 : 0)) })) },
    ],
    tables: [
      {
        title: 'By person', note: null,
        columns: [{ label: 'Person', kind: 'text', weight: 3 }, { label: 'Received', kind: 'count', weight: 1 }, { label: 'First reply', kind: 'duration', weight: 1 }, { label: 'In goal', kind: 'percent', weight: 1 }, { label: 'At', kind: 'instant', weight: 2 }],
        rows: Array.from({ length: lines }, (_, at) => [`Line ${at + 1}`, at + 1, (at + 1) * 61, at === 1 ? 33.333 : 50, '2026-03-29T01:30:00Z']), total: ['Total', 1_204, 3_900, 81, null],
      },
      { title: 'By contact', note: '12 of 400 lines are shown.', columns: [{ label: 'Contact', kind: 'text', weight: 1 }], rows: hostileTexts.map((text) => [text]), total: null },
      {
        title: 'By day', note: null, columns: [{ label: 'Day', kind: 'day', weight: 2 }, { label: 'Received', kind: 'count', weight: 1 }], rows: [['2026-03-29', 7], ['2026-03-30', 0], ['2026-02', 9]], total: ['Total', 16],
      },
      { title: 'By name', note: null, columns: [{ label: 'Name', kind: 'text', weight: 1 }, { label: 'Received', kind: 'count', weight: 1 }], rows: names.map((name, at) => [name, at]), total: null },
    ],
    notes: ['Times are business time.'],
    definitions: [['First reply', 'time of the first reply of a conversation that began with an incoming message; on the day of the reply.'], ['Median', 'at least half of the times are not longer.']],
  };
}
