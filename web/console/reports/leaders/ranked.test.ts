import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FigureRow } from '../../api/reports.ts';
import { ranked } from './ranked.ts';

const person = (label: string, count: number, mean: number | null, key: string | null = label): FigureRow => ({ key, label, firstReply: { count, mean, withinGoal: count, overGoal: 0 } }) as unknown as FigureRow;
const mean = { key: 'firstReply.mean', unit: 'seconds', less: 'better', of: (row: FigureRow) => row.firstReply.mean } as const;

test('the quickest come first, equal ones share a rank, and few answers, no figure and nobody are not ranked', () => {
  const rows = [person('Ada', 9, 300), person('Bo', 5, 60), person('Cy', 4, 1), person('Di', 7, 300), person('Ed', 50, null), person('', 99, 10, null), person('Flo', 8, 400)];
  assert.deepEqual(ranked(rows, mean).map(({ row, rank }) => [row.label, rank]), [['Bo', 1], ['Ada', 2], ['Di', 2], ['Flo', 4]]);
});

test('where more is better the most come first', () => {
  assert.deepEqual(ranked([person('Ada', 9, 1), person('Bo', 50, 1)], { key: 'firstReply.count', unit: 'count', less: 'neither', of: (row) => row.firstReply.count }).map(({ row }) => row.label), ['Bo', 'Ada']);
});
