export interface VirtualEvent { readonly atMs: number; readonly order: number; readonly run: () => Promise<void> }

/** What is to happen, the nearest first; at one instant in the order in which it was said. A binary heap. */
export interface EventQueue {
  add: (atMs: number, run: () => Promise<void>) => void;
  /** Null: nothing more. */
  nextMs: () => number | null;
  take: () => VirtualEvent;
}

export function eventQueue(): EventQueue {
  const heap: VirtualEvent[] = [];
  let order = 0;
  const isBefore = (a: VirtualEvent, b: VirtualEvent): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  return {
    add: (atMs, run) => {
      const event = { atMs, order: (order += 1), run };
      let at = heap.push(event) - 1;
      while (at > 0) {
        const parent = (at - 1) >>> 1;
        if (!isBefore(event, heap[parent]!)) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = event;
    },
    nextMs: () => heap[0]?.atMs ?? null,
    take: () => {
      const first = heap[0]!;
      const last = heap.pop()!;
      if (heap.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
        if (!isBefore(heap[child]!, last)) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return first;
    },
  };
}
