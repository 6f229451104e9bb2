import type { Goals, LogContext } from '../log/log-context.ts';
import { noWhole } from './read-columns.ts';
import { bandShift, bandsMax, goalShift } from './trait-codes.ts';

/** Goal and band of a span that ended at an instant (epoch milliseconds), as bits of a code: what `goal-in-force.ts` and `span-bands.ts` say of it. */
export type SpanJudge = (seconds: number, at: number) => number;

export function spanJudge(goals: LogContext['goals'], metric: keyof Goals): SpanJudge {
  const versions = goals.toReversed().map(({ validFromMs, body }) => ({ from: validFromMs ?? -Infinity, goal: body[metric].goal ?? null }));
  const hasGoal = versions.some(({ goal }) => goal !== null);
  const edges = goals.at(-1)?.body[metric].bands ?? [];
  return (seconds, at) => {
    const band = edges.length === 0 ? 0 : seconds === noWhole ? -1 : edgesBelow(edges, seconds);
    const goal = hasGoal && seconds !== noWhole ? versions.find(({ from }) => at >= from)?.goal ?? null : null;
    return ((band + 1) << bandShift) | (goal === null ? 0 : (seconds <= goal ? 2 : 1) << goalShift);
  };
}

/** Whether all bands fit into a code. */
export function areBandsFit(goals: LogContext['goals']): boolean {
  const last = goals.at(-1)?.body;
  return last === undefined || [last.firstReply, last.overall, last.close].every(({ bands }) => bands.length < bandsMax);
}

/** Of ascending edges: how many lie below the span. So its band is numbered, and its place in a distribution. */
export function edgesBelow(edges: readonly number[], seconds: number): number {
  let below = 0;
  while (below < edges.length && edges[below]! < seconds) below += 1;
  return below;
}
