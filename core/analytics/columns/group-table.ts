/** Counts and sums by two whole numbers, of which the second is small: an open-addressed table over typed arrays, in which a few hundred entries stand for millions of rows. */
export class GroupTable {
  private firsts = new Int32Array(1_024);
  private seconds = new Int32Array(1_024);
  private counts = new Float64Array(1_024);
  private business = new Float64Array(1_024);
  private raw = new Float64Array(1_024);
  /** Of 32 bits, the highest choose the slot. */
  private shift = 22;
  size = 0;

  /** Spans of `noWhole` must come as 0. */
  add(first: number, second: number, business: number, raw: number): void {
    let slot = this.slotOf(first, second);
    if (this.counts[slot] === 0) {
      this.size += 1;
      if (this.size * 2 > this.counts.length) {
        this.rehash();
        slot = this.slotOf(first, second);
      }
      this.firsts[slot] = first;
      this.seconds[slot] = second;
    }
    this.counts[slot]! += 1;
    this.business[slot]! += business;
    this.raw[slot]! += raw;
  }

  each(work: (first: number, second: number, count: number, business: number, raw: number) => void): void {
    for (let slot = 0; slot < this.counts.length; slot += 1) {
      if (this.counts[slot] !== 0) work(this.firsts[slot]!, this.seconds[slot]!, this.counts[slot]!, this.business[slot]!, this.raw[slot]!);
    }
  }

  /** Entries of one first number lie side by side: where rows come ordered by it (days), they stay in the processor's cache. */
  private slotOf(first: number, second: number): number {
    const mask = this.counts.length - 1;
    let slot = ((Math.imul(first, 0x9E3779B1) >>> this.shift) + second) & mask;
    while (this.counts[slot] !== 0 && (this.firsts[slot] !== first || this.seconds[slot] !== second)) slot = (slot + 1) & mask;
    return slot;
  }

  private rehash(): void {
    const before = { firsts: this.firsts, seconds: this.seconds, counts: this.counts, business: this.business, raw: this.raw };
    const length = before.counts.length * 4;
    this.shift -= 2;
    [this.firsts, this.seconds] = [new Int32Array(length), new Int32Array(length)];
    [this.counts, this.business, this.raw] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    for (let at = 0; at < before.counts.length; at += 1) {
      if (before.counts[at] === 0) continue;
      const slot = this.slotOf(before.firsts[at]!, before.seconds[at]!);
      this.firsts[slot] = before.firsts[at]!;
      this.seconds[slot] = before.seconds[at]!;
      this.counts[slot] = before.counts[at]!;
      this.business[slot] = before.business[at]!;
      this.raw[slot] = before.raw[at]!;
    }
  }
}
