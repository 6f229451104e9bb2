import type { StoredEvent } from '#core/events/index.ts';

/** Whoever an account's tail tells what happens. */
export interface Follower {
  /** The last position told. */
  position: number;
  /** False while what was missed is being told: the tail passes it over. */
  isLive: boolean;
  /** Events in order; those told already are left out, the position moves on. */
  deliver(events: readonly StoredEvent[]): void;
  /** It stands at `position` now and was not told what lies before. */
  reload(): void;
  isOpen(): boolean;
}
