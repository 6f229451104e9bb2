import type { Database } from '#storage/index.ts';

/** How long one snapshot serves everybody who looks by a link. */
export const snapshotMs = 5_000;
const togetherMs = 250;

interface Entry<Board> { readonly atMs: number; readonly board: Promise<Board> }

/**
 * One snapshot per key for some seconds, however many look: whoever comes first reads it, all others wait for the same. One that fails is not kept. A process keeps its own, so two of them read
 * twice. `nowMs` is of the clock of the request; one that steps back makes a new snapshot; requests that come together may differ by some milliseconds.
 */
export class BoardCache<Board> {
  readonly #held = new Map<string, Entry<Board>>();

  get(key: string, nowMs: number, read: () => Promise<Board>): Promise<Board> {
    const held = this.#held.get(key);
    if (held !== undefined && isFresh(held, nowMs)) return held.board;
    for (const [other, entry] of this.#held) if (!isFresh(entry, nowMs)) this.#held.delete(other);
    const board = read();
    this.#held.set(key, { atMs: nowMs, board });
    board.catch(() => { if (this.#held.get(key)?.board === board) this.#held.delete(key); });
    return board;
  }
}

function isFresh({ atMs }: { readonly atMs: number }, nowMs: number): boolean {
  return nowMs > atMs - togetherMs && nowMs - atMs < snapshotMs;
}

const caches = new WeakMap<Database, BoardCache<unknown>>();

/** The cache of a database: it goes with it. */
export function boardCacheOf<Board>(database: Database): BoardCache<Board> {
  const known = caches.get(database);
  if (known) return known as BoardCache<Board>;
  const made = new BoardCache<unknown>();
  caches.set(database, made);
  return made as BoardCache<Board>;
}
