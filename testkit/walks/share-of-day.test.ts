import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shareOfDay } from './share-of-day.ts';

const list = (length: number): number[] => Array.from({ length }, (_, at) => at);
const today = { isWhole: false, day: 20_783 };

test('over as many days as it is cut into, every item of a walk has its turn once, whichever day is the first', () => {
  for (const [length, days] of [[100, 6], [7, 7], [6, 7], [1, 12], [53, 5]] as const) {
    for (const day of [0, 20_783, 20_790]) {
      const walked = Array.from({ length: Math.min(days, length) }, (_, later) => shareOfDay(list(length), { days, about: 'GET /a', day: day + later, isWhole: false })).flat();
      assert.deepEqual(walked.toSorted((a, b) => a - b), list(length), `${length} items in ${days} days from ${day}`);
    }
  }
});

test('a day has a share of nearly the same size, never an empty one, and its items stay in their order', () => {
  const share = shareOfDay(list(100), { ...today, days: 6, about: 'x' });
  assert.ok([16, 17].includes(share.length), String(share.length));
  assert.deepEqual(share, share.toSorted((a, b) => a - b));
  assert.equal(shareOfDay(list(2), { ...today, days: 9, about: 'x' }).length, 1);
  assert.deepEqual(shareOfDay([], { ...today, days: 9, about: 'x' }), []);
});

test('the same day gives the same share again, another walk begins elsewhere, and the whole is all of it', () => {
  const share = (about: string): string => shareOfDay(list(60), { ...today, days: 6, about }).join();
  assert.equal(share('GET /a'), share('GET /a'));
  assert.equal(new Set(list(30).map((at) => share(`GET /a ${at}`))).size, 6);
  assert.deepEqual(shareOfDay(list(60), { days: 6, about: 'x', isWhole: true }), list(60));
});
