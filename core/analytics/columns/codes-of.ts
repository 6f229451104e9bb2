import type { FigureGroup } from '../figures/figure-groups.ts';
import { bandEdges } from '../figures/figure-groups.ts';
import type { LogContext } from '../log/log-context.ts';
import type { Segment } from './segment.ts';
import { bandShift, goalShift, receivedFlag, sentFlag, traitsMask } from './trait-codes.ts';

/** Every code that a row of the group may have, by the traits that there are; some have no row. */
export function codesOf(segments: readonly Segment[], { party }: LogContext, { name, metrics }: FigureGroup): number[] {
  const traits = new Set(segments.flatMap(({ messages, conversations }) => [...seenIn(name === 'messages' ? messages.traits : conversations.traits)]));
  if (name === 'conversations') return [...traits];
  // Of messages only those of the first metric are banded, and all metrics have as many bands or none.
  const bands = Math.max(1, ...metrics.map((metric) => bandEdges(metric.bands).length)) + 1;
  const flags = party.kind !== 'agents' ? [0] : [0, sentFlag, receivedFlag, sentFlag | receivedFlag];
  return [...traits].flatMap((of) => Array.from({ length: bands * 3 }, (_, at) => of | ((at % 3) << goalShift) | (Math.floor(at / 3) << bandShift)).flatMap((code) => flags.map((flag) => code | flag)));
}

const seen = new WeakMap<Int16Array, readonly number[]>();

/** Those of rows that are gone, too, and 0: looked for once. */
function seenIn(column: Int16Array): readonly number[] {
  const known = seen.get(column);
  if (known) return known;
  const marks = new Uint8Array(traitsMask + 1);
  marks[0] = 1;
  for (const traits of column) marks[traits & traitsMask] = 1;
  const found = [...marks.keys()].filter((traits) => marks[traits] === 1);
  seen.set(column, found);
  return found;
}
