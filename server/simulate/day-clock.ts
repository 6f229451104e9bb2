/** real: as the clock on the wall goes. virtual: from event to event. A number: likewise, at most so many times as fast as the clock on the wall. */
export type Speed = 'real' | 'virtual' | number;

export interface DayClock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Comes back when it is at least that late. */
  reach(ms: number): Promise<void>;
}

/** The clock in a wall and a wait, in milliseconds; a test has its own. */
export interface Wall {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const realWall: Wall = { nowMs: () => performance.now(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
/** No longer than this at once: a machine that slept goes on within a second. */
const sleepMaxMs = 1_000;

/**
 * The clock of a simulated day, which begins now (real) or so that it ends now. Between two events its time stands still unless it is the real one: so a machine that cannot keep up with a speed plays the
 * day more slowly, and does not let customers and offers run out of time that they would have had.
 */
export function dayClock(speed: Speed, { nowMs, hours }: { readonly nowMs: number; readonly hours: number }, wall: Wall = realWall): DayClock {
  const beginMs = speed === 'real' ? nowMs : nowMs - hours * 3_600_000;
  const began = wall.nowMs();
  const wallMs = (factor: number): number => beginMs + (wall.nowMs() - began) * factor;
  const wait = async (untilMs: number, factor: number): Promise<void> => {
    for (let left = untilMs - wallMs(factor); left > 0; left = untilMs - wallMs(factor)) await wall.sleep(Math.max(1, Math.min(sleepMaxMs, left / factor)));
  };
  if (speed === 'real') return { nowMs: () => Math.round(wallMs(1)), reach: (ms) => wait(ms, 1) };
  let at = beginMs;
  return {
    nowMs: () => Math.round(at),
    reach: async (ms) => {
      if (speed !== 'virtual') await wait(ms, speed);
      at = Math.max(at, ms);
    },
  };
}
