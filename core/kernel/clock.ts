/** The one source of time: injected, so that tests and simulations turn it. */
export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** A clock that stands still until it is set or moved. */
export function testClock(start: string): Clock & { set(instant: string): void; advance(ms: number): void } {
  let now = Date.parse(start);
  if (Number.isNaN(now)) throw new RangeError(`not an instant: ${start}`);
  return {
    nowMs: () => now,
    set: (instant) => { now = Date.parse(instant); },
    advance: (ms) => { now += ms; },
  };
}

/** RFC 3339 UTC with milliseconds. */
export function nowText(clock: Clock): string {
  return new Date(clock.nowMs()).toISOString();
}
