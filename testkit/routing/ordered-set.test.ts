import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { orderedSet } from './ordered-set.ts';

test('an ordered set holds what a sorted list would, from any bound on', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2_000 })), { maxLength: 3_000, size: 'max' }), fc.integer({ min: 0, max: 2_000 }), (steps, bound) => {
    const plain = new Set<number>();
    const set = orderedSet<number>((left, right) => left - right);
    for (const [isAdding, item] of steps) {
      if (isAdding && !plain.has(item)) {
        plain.add(item);
        set.add(item);
      } else if (!isAdding) assert.equal(set.remove(item), plain.delete(item));
    }
    const sorted = [...plain].toSorted((left, right) => left - right);
    assert.deepEqual([...set.from(null)], sorted);
    assert.deepEqual([...set.from(bound)], sorted.filter((item) => item >= bound));
    assert.equal(set.size(), sorted.length);
    assert.equal(set.first(), sorted[0] ?? null);
  }), { numRuns: 60, seed: 4 });
});
