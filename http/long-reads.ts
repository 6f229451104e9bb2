/** Long reads of this process at once: each holds a connection of the pool, which everybody else needs too. */
const atOnceMax = 3;

/** Longest time of one, in milliseconds. */
export const longReadTimeoutMs = 30_000;

const waiting: (() => void)[] = [];
let running = 0;

/** Runs a long read when one of the places is free; who waits goes in order of coming. */
export async function asLongRead<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnceMax) await new Promise<void>((resolve) => { waiting.push(resolve); });
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift(); // gets this place
    if (next) next();
    else running -= 1;
  }
}
