import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addUids, countUids, formatUidSet, missingUids, parseUidSet, uidSetOf, withoutUids } from './uid-set.ts';

const uidsMax = 60;
const someUids = fc.array(fc.integer({ min: 1, max: uidsMax }), { maxLength: 40 });
const expand = (ranges: readonly (readonly [number, number])[]): number[] => ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
const sorted = (uids: Iterable<number>): number[] => [...new Set(uids)].sort((a, b) => a - b);

test('a set reads and writes as an IMAP sequence set', () => {
  assert.equal(formatUidSet(addUids([], [3, 1, 2, 7])), '1:3,7');
  assert.deepEqual(parseUidSet('1:3,7'), [[1, 3], [7, 7]]);
  assert.deepEqual(parseUidSet(''), []);
  assert.equal(formatUidSet(uidSetOf([[5, 9], [1, 4], [12, 12], [8, 11]])), '1:12');
});

test('adding, missing and taking away agree with sets of numbers', () => {
  fc.assert(fc.property(someUids, someUids, fc.integer({ min: 1, max: uidsMax }), fc.integer({ min: 0, max: uidsMax }), (first, second, from, length) => {
    const set = addUids(addUids([], first), second);
    assert.deepEqual(expand(set), sorted([...first, ...second]));
    assert.deepEqual(parseUidSet(formatUidSet(set)), set);
    assert.equal(countUids(set), sorted([...first, ...second]).length);
    const all = expand([[from, from + length]]);
    assert.deepEqual(expand(missingUids(set, from, from + length)), all.filter((uid) => !first.includes(uid) && !second.includes(uid)));
    assert.deepEqual(expand(withoutUids([[from, from + length]], first)), all.filter((uid) => !first.includes(uid)));
  }));
});

test('the largest UID there is fits', () => {
  assert.deepEqual(missingUids([], 1, 4_294_967_295), [[1, 4_294_967_295]]);
  assert.equal(formatUidSet(addUids(parseUidSet('1:4294967294'), [4_294_967_295])), '1:4294967295');
});
