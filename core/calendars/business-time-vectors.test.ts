import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answerRows, businessIntervals, businessSeconds, parseCalendar } from './index.ts';

const folder = new URL('../../../shared/corpora/business-time-vectors/', import.meta.url);
const skip = existsSync(folder) ? false : `the business-time vectors are not at ${folder.pathname}`;

type Row = {
  id: string;
  zone: string;
  hours: unknown;
  holidays: string[];
  start: string;
  end: string;
  raw_seconds: number;
  business_seconds?: number;
  recommended?: number;
  elapsed_by_instant?: number;
  due?: { earliest: string; latest: string; recommended?: string };
};

function readRows(name: string): { lines: string[]; rows: Row[] } {
  const lines = readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
  return { lines, rows: lines.map((line): Row => JSON.parse(line)) };
}

for (const name of ['vectors.jsonl', 'named-cases.jsonl']) {
  test(`every row of ${name} has its business seconds and, where asked, the earliest due instant`, { skip }, (t) => {
    const { lines, rows } = readRows(name);
    const answers = [...answerRows(lines)];
    assert.equal(answers.length, rows.length);
    let due = 0;
    for (const [index, row] of rows.entries()) {
      const expected = { id: row.id, business_seconds: row.business_seconds, ...(row.due ? { due: row.due.earliest } : {}) };
      assert.deepEqual(answers[index], expected);
      if (row.due) due += 1;
    }
    t.diagnostic(`${rows.length} rows equal, ${due} with due`);
  });
}

test('every disputed row that has a recommended value gets it; a local date that a zone skipped has no open time', { skip }, (t) => {
  const { lines, rows } = readRows('disputed.jsonl');
  let recommended = 0;
  for (const [index, answer] of [...answerRows(lines)].entries()) {
    const row = rows[index];
    assert.ok(row && 'business_seconds' in answer);
    const expected = row.recommended ?? row.elapsed_by_instant;
    if (row.recommended !== undefined) recommended += 1;
    if (expected !== undefined) assert.equal(answer.business_seconds, expected, row.id);
  }
  t.diagnostic(`${rows.length} rows, ${recommended} with a recommended value`);
});

test('the intervals listed for a vector add up to its seconds and do not overlap', { skip }, () => {
  for (const row of readRows('vectors.jsonl').rows) {
    const calendar = parseCalendar({ zone: row.zone, hours: row.hours, holidays: row.holidays });
    assert.ok(calendar.ok);
    const versions = [{ ...calendar.value, calendarId: 1, version: 1, validFrom: null }];
    const [start, end] = [Date.parse(row.start), Date.parse(row.end)];
    let sum = 0;
    let last = start;
    for (const { from, to } of businessIntervals(versions, start, end)) {
      assert.ok(last <= from && from < to && to <= end);
      sum += to - from;
      last = to;
    }
    assert.equal(sum / 1000, row.business_seconds);
    assert.equal(businessSeconds(versions, start, end).seconds, row.business_seconds);
  }
});
