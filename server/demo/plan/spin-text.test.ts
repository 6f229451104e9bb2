import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './seeded-random.ts';
import { spinText } from './spin-text.ts';

test('chooses, also within a choice, and fills in facts', () => {
  const seen = new Set(Array.from({ length: 200 }, (_, seed) => spinText('{a {red|blue}|no} <thing>{!|}', { thing: 'pot' }, seededRandom(seed))));
  assert.deepEqual([...seen].toSorted(), ['a blue pot', 'a blue pot!', 'a red pot', 'a red pot!', 'no pot', 'no pot!']);
});

test('a fact that is missing is an error', () => {
  assert.throws(() => spinText('<order>', {}, seededRandom(1)), /order/);
});
