/**
 * Small whole numbers for ids, from 1 on in the order in which they were first met; 0 is no id. An open-addressed table over typed arrays: its bytes are known exactly, and it holds millions.
 */
export class IdCodes {
  private keys = new Float64Array(64);
  private codes = new Int32Array(64);
  private ids = new Float64Array(32);
  /** One more than the highest code. */
  size = 1;

  get bytes(): number {
    return this.keys.byteLength + this.codes.byteLength + this.ids.byteLength;
  }

  /** The id's code, a new one where it has none. */
  add(id: number): number {
    if (id === 0) return 0;
    const slot = this.slotOf(id);
    const known = this.codes[slot]!;
    if (known !== 0) return known;
    this.keys[slot] = id;
    const code = this.size;
    this.codes[slot] = code;
    if (code >= this.ids.length) this.ids = grown(this.ids, this.ids.length * 2);
    this.ids[code] = id;
    this.size += 1;
    if (this.size * 2 > this.keys.length) this.rehash();
    return code;
  }

  /** 0 where it was never met. */
  find(id: number): number {
    return id === 0 ? 0 : this.codes[this.slotOf(id)]!;
  }

  idOf(code: number): number {
    return this.ids[code] ?? 0;
  }

  /** 1 at the code of each of the ids that was met. */
  bitmap(ids: Iterable<number>): Uint8Array {
    const bits = new Uint8Array(this.size);
    for (const id of ids) {
      const code = this.find(id);
      if (code !== 0) bits[code] = 1;
    }
    return bits;
  }

  private slotOf(id: number): number {
    const mask = this.keys.length - 1;
    let slot = (Math.imul(id % 4_294_967_296, 2_654_435_769) >>> 7) & mask;
    while (this.codes[slot] !== 0 && this.keys[slot] !== id) slot = (slot + 1) & mask;
    return slot;
  }

  private rehash(): void {
    this.keys = new Float64Array(this.keys.length * 2);
    this.codes = new Int32Array(this.codes.length * 2);
    for (let code = 1; code < this.size; code += 1) {
      const slot = this.slotOf(this.ids[code]!);
      this.keys[slot] = this.ids[code]!;
      this.codes[slot] = code;
    }
  }
}

function grown(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
