import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { foretell } from './foretell.ts';

const weeks = (...counts: number[]) => counts.map((count, at) => ({ weeksAgo: at + 1, count }));

test('weeks that agree are foretold as they are; the spread is that of chance', () => {
  assert.deepEqual(foretell(weeks(9, 9, 9, 9)), { expected: 9, low: 4.69, high: 13.31, weeks: 4, trimmed: 0 });
  assert.deepEqual(foretell(weeks(0, 0, 0)), { expected: 0, low: 0, high: 0, weeks: 3, trimmed: 0 });
  assert.equal(foretell([]), null);
});

test('the newest week weighs most', () => {
  const [up, down] = [foretell(weeks(20, 10))!, foretell(weeks(10, 20))!];
  assert.ok(up.expected > 15 && down.expected < 15);
  assert.equal(up.expected, Math.round((20 + 10 * 0.85) / 1.85 * 100) / 100);
});

test('a week that is nothing like the others is left out, from four weeks on', () => {
  assert.deepEqual([foretell(weeks(10, 11, 9, 10, 80))!.expected < 11, foretell(weeks(10, 11, 9, 10, 80))!.trimmed, foretell(weeks(10, 10, 80))!.trimmed], [true, 1, 0]);
  assert.equal(foretell(weeks(0, 0, 0, 0, 2))!.trimmed, 0, 'two calls where there usually are none are no outlier');
});

test('eight in ten intervals of steady arrivals lie within the spread', () => {
  const seed = 4_711;
  const random = seededRandom(seed);
  const poisson = (mean: number): number => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > limit; product *= random()) count += 1;
    return count;
  };
  let within = 0;
  const runs = 4_000;
  for (let run = 0; run < runs; run += 1) {
    const told = foretell(Array.from({ length: 8 }, (_, at) => ({ weeksAgo: at + 1, count: poisson(20) })))!;
    const next = poisson(20);
    if (next >= told.low && next <= told.high) within += 1;
  }
  // The normal approximation and whole numbers cost a little; 0.8 plus or minus 0.06 is far outside chance for 4,000 runs (0.006 a standard error).
  assert.ok(Math.abs(within / runs - 0.8) < 0.06, `${within / runs} of ${runs}, seed ${seed}`);
});
