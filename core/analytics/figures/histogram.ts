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

/** Nearest ranks, of ascending shares: each the bucket of the span that at least this share of all is not longer than. Nulls over nothing. */
export function ranksOf(histogram: Histogram, shares: readonly number[]): (number | null)[] {
  let total = 0;
  for (const count of histogram.values()) total += count;
  const found: (number | null)[] = [];
  let passed = 0;
  for (const bucket of Int32Array.from(histogram.keys()).sort()) {
    passed += histogram.get(bucket)!;
    while (found.length < shares.length && passed >= Math.max(1, Math.ceil(total * shares[found.length]!))) found.push(bucketSeconds(bucket));
  }
  while (found.length < shares.length) found.push(null);
  return found;
}

const [space, comma, minus, zero] = [32, 44, 45, 48];

/** Calls back with each pair of a text of buckets and counts in turn: whole numbers, a space or a comma between them. Read figure by figure: days of years are some hundred thousand of them. */
export function eachOfText(text: string, work: (bucket: number, count: number) => void): void {
  let bucket: number | null = null;
  let [value, sign] = [0, 1];
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? space : text.charCodeAt(at);
    if (code === minus) sign = -1;
    else if (code !== space && code !== comma) value = value * 10 + code - zero;
    else {
      if (bucket === null) bucket = sign * value;
      else {
        work(bucket, sign * value);
        bucket = null;
      }
      value = 0;
      sign = 1;
    }
  }
}

/** A histogram by place instead of by name: for some thousand of many buckets each, as rollups have them. */
export class DenseHistogram {
  /** By bucket, from -1 on. */
  readonly #counts: number[] = [];

  add(bucket: number, count: number): void {
    while (this.#counts.length <= bucket + 1) this.#counts.push(0);
    this.#counts[bucket + 1]! += count;
  }

  addAll(other: DenseHistogram): void {
    for (const [at, count] of other.#counts.entries()) this.add(at - 1, count);
  }

  ranks(shares: readonly number[]): (number | null)[] {
    let total = 0;
    for (const count of this.#counts) total += count;
    const found: (number | null)[] = [];
    if (total > 0) {
      for (let at = 0, passed = 0; at < this.#counts.length && found.length < shares.length; at += 1) {
        passed += this.#counts[at]!;
        while (found.length < shares.length && passed >= Math.max(1, Math.ceil(total * shares[found.length]!))) found.push(bucketSeconds(at - 1));
      }
    }
    while (found.length < shares.length) found.push(null);
    return found;
  }
}

export function addTo(histogram: Histogram, bucket: number, count: number): void {
  histogram.set(bucket, (histogram.get(bucket) ?? 0) + count);
}
