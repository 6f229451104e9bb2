/** Every walk goes its whole way: `npm test -- --whole`. */
export const isWhole = process.env['PATCHBAY_TEST_WHOLE'] === '1';

/** The day whose shares are walked, counted from 1970 in UTC: today, or the one that is repeated by `npm test -- --day N`. A run that passes midnight keeps its own. */
export const walkDay = Number(process.env['PATCHBAY_TEST_DAY'] ?? Math.floor(Date.now() / 86_400_000));

export interface Share {
  /** Over so many days all of it is walked. */
  readonly days: number;
  /** What is walked, in words: walks of the same length begin at different places. */
  readonly about: string;
  readonly day?: number;
  readonly isWhole?: boolean;
}

/**
 * Of a long list the items whose turn it is today, every `days`-th, beginning one further each day. What is not asked today is asked within `days` days, by every run
 * of that day. At least one, and in their order.
 */
export function shareOfDay<Item>(all: readonly Item[], { days, about, day = walkDay, isWhole: takesAll = isWhole }: Share): Item[] {
  if (takesAll || all.length === 0) return [...all];
  // A list that is shorter than the turn has one item each day, round and round.
  const turn = Math.min(days, all.length);
  const start = (hashOf(about) + day) % turn;
  return all.filter((_, at) => at % turn === start);
}

/** For a test's note of what it walked. */
export const walkedWords = isWhole ? 'the whole walk' : `the share of day ${walkDay}`;

/** FNV-1a: even over short texts that are nearly the same. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}
