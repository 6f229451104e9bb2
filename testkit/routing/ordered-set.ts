/**
 * Items kept in order, in chunks: finding is a binary search over the chunks and inside one, so adding and removing cost O(log n) comparisons
 * and the moving of at most `chunkMax` neighbours. No two items compare as equal.
 */
export interface OrderedSet<Item> {
  readonly size: () => number;
  add: (item: Item) => void;
  /** False: it was not there. */
  remove: (item: Item) => boolean;
  first: () => Item | null;
  /** In order, from the first that is not before `bound`; all without one. Not to be changed meanwhile. */
  from: (bound: Item | null) => Generator<Item>;
}

const chunkMax = 256;

export function orderedSet<Item>(compare: (left: Item, right: Item) => number): OrderedSet<Item> {
  const chunks: Item[][] = [];
  let size = 0;

  /** The first chunk whose last item is not before it. */
  const chunkFor = (item: Item): number => {
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(chunks[middle]!.at(-1)!, item) < 0) low = middle + 1; else high = middle;
    }
    return low;
  };
  /** Place inside the chunk. */
  const placeIn = (chunk: readonly Item[], item: Item): number => {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(chunk[middle]!, item) < 0) low = middle + 1; else high = middle;
    }
    return low;
  };

  return {
    size: () => size,
    add: (item) => {
      size += 1;
      if (chunks.length === 0) {
        chunks.push([item]);
        return;
      }
      const at = Math.min(chunkFor(item), chunks.length - 1);
      const chunk = chunks[at]!;
      chunk.splice(placeIn(chunk, item), 0, item);
      if (chunk.length > chunkMax) chunks.splice(at + 1, 0, chunk.splice(chunkMax >>> 1));
    },
    remove: (item) => {
      const at = chunkFor(item);
      const chunk = chunks[at];
      if (chunk === undefined) return false;
      const place = placeIn(chunk, item);
      if (place >= chunk.length || compare(chunk[place]!, item) !== 0) return false;
      chunk.splice(place, 1);
      if (chunk.length === 0) chunks.splice(at, 1);
      size -= 1;
      return true;
    },
    first: () => chunks[0]?.[0] ?? null,
    *from(bound) {
      let at = bound === null ? 0 : chunkFor(bound);
      let place = bound === null || chunks[at] === undefined ? 0 : placeIn(chunks[at]!, bound);
      for (; at < chunks.length; at += 1, place = 0) {
        const chunk = chunks[at]!;
        for (; place < chunk.length; place += 1) yield chunk[place]!;
      }
    },
  };
}
