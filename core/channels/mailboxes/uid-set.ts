/**
 * A set of UIDs as an IMAP sequence set (RFC 3501 9, without `*`): `1:500,502`. Ranges ascend, never touch, and are inclusive. UIDs are 1 to 2^32 - 1.
 */
export type UidRange = readonly [from: number, to: number];

export function parseUidSet(text: string): UidRange[] {
  if (text === '') return [];
  return text.split(',').map((part) => {
    const [from, to = from] = part.split(':').map(Number);
    return [from!, to!] as const;
  });
}

export function formatUidSet(ranges: readonly UidRange[]): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(',');
}

/** Any ranges, in any order, as they must be: sorted, and joined where they overlap or touch. */
export function uidSetOf(ranges: readonly UidRange[]): UidRange[] {
  const joined: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function addUids(set: readonly UidRange[], uids: readonly number[]): UidRange[] {
  return uidSetOf([...set, ...uids.map((uid) => [uid, uid] as const)]);
}

/** What of `from` to `to`, inclusive, is not in the set. */
export function missingUids(set: readonly UidRange[], from: number, to: number): UidRange[] {
  const missing: UidRange[] = [];
  let next = from;
  for (const [start, end] of set) {
    if (start > to) break;
    if (start > next) missing.push([next, start - 1]);
    next = Math.max(next, end + 1);
  }
  if (next <= to) missing.push([next, to]);
  return missing;
}

/** The ranges without these UIDs. */
export function withoutUids(ranges: readonly UidRange[], uids: readonly number[]): UidRange[] {
  const holes = uidSetOf(uids.map((uid) => [uid, uid] as const));
  return ranges.flatMap(([from, to]) => missingUids(holes, from, to));
}

export function countUids(ranges: readonly UidRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
