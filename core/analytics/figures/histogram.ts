/** How many spans fell into each bucket of `span_bucket` (migration 0030). */
export type Histogram = Map<number, number>;

const width = 1.08;

/** The middle of the bucket, which is at most 4 % from every other one in it. Bucket -1 holds 0 seconds. */
export function bucketSeconds(bucket: number): number {
  if (bucket < 0) return 0;
  const first = Math.ceil(width ** bucket - 1e-9);
  const last = Math.ceil(width ** (bucket + 1) - 1e-9) - 1;
  if (last <= first) return first;
  const middle = Math.sqrt(first * last);
  return first < 1_000 ? Math.round(middle * 100) / 100 : Math.round(middle);
}

/** Nearest rank: the bucket of the span that at least this share of all is not longer than. Null over nothing. */
export function rankOf(histogram: Histogram, share: number): number | null {
  const total = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(total * share));
  for (const [bucket, count] of [...histogram].sort(([a], [b]) => a - b)) {
    left -= count;
    if (left <= 0) return bucketSeconds(bucket);
  }
  return null;
}

export function addTo(histogram: Histogram, bucket: number, count: number): void {
  histogram.set(bucket, (histogram.get(bucket) ?? 0) + count);
}
