/**
 * Pairwise precision and recall of a partition against another: of all pairs of items that one puts together, how many does the other.
 * `ours` and `expected`: item -> group. Items must be the same on both sides.
 */
export function pairwiseAgreement(ours: ReadonlyMap<string, string | number>, expected: ReadonlyMap<string, string | number>): { precision: number; recall: number } {
  const both = new Map<string, number>();
  const left = new Map<string | number, number>();
  const right = new Map<string | number, number>();
  for (const [item, group] of ours) {
    const other = expected.get(item);
    if (other === undefined) throw new Error(`not in the expected partition: ${item}`);
    count(both, `${group} ${other}`);
    count(left, group);
    count(right, other);
  }
  const together = pairs(both);
  return { precision: ratio(together, pairs(left)), recall: ratio(together, pairs(right)) };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairs<Key>(counts: ReadonlyMap<Key, number>): number {
  let sum = 0;
  for (const n of counts.values()) sum += (n * (n - 1)) / 2;
  return sum;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
