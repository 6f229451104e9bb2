import type { Forecast, PlanSpan } from '../api/floor.ts';

/** What is needed on a day as a plan: equal neighbours are one time; where nobody is needed nothing is planned. */
export function neededSpans(intervals: Forecast['intervals']): PlanSpan[] {
  const spans: PlanSpan[] = [];
  for (const { from, to, needed } of intervals) {
    if (needed === null || needed === 0) continue;
    const last = spans.at(-1);
    if (last?.to === from && last.agents === needed) last.to = to;
    else spans.push({ from, to, agents: needed });
  }
  return spans;
}
