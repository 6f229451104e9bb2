/** What is to happen at which instant (epoch milliseconds): a heap; of two at one instant the one that was said first comes first. */
export interface Agenda {
  at(ms: number, act: () => Promise<void>): void;
  /** When the next is; Infinity: nothing is left. */
  nextMs(): number;
  take(): { readonly ms: number; readonly act: () => Promise<void> } | null;
}

interface Item { readonly ms: number; readonly order: number; readonly act: () => Promise<void> }

export function createAgenda(): Agenda {
  const heap: Item[] = [];
  let order = 0;
  const isBefore = (a: Item, b: Item): boolean => a.ms < b.ms || (a.ms === b.ms && a.order < b.order);
  return {
    at: (ms, act) => {
      order += 1;
      heap.push({ ms, order, act });
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isBefore(heap[at]!, heap[parent]!)) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
    },
    nextMs: () => heap[0]?.ms ?? Infinity,
    take: () => {
      const first = heap[0];
      if (!first) return null;
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        for (let at = 0; ;) {
          const children = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
          const least = children.reduce((best, child) => (isBefore(heap[child]!, heap[best]!) ? child : best), at);
          if (least === at) break;
          [heap[at], heap[least]] = [heap[least]!, heap[at]!];
          at = least;
        }
      }
      return first;
    },
  };
}
