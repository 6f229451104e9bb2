import type { Forecast, PlanSpan } from '../api/floor.ts';

/** What should be planned on a day as a plan: equal neighbours are one time; where nobody is needed nothing is planned. */
export function neededSpans(intervals: Forecast['intervals']): PlanSpan[] {
  const spans: PlanSpan[] = [];
  for (const { from, to, scheduled } of intervals) {
    if (scheduled === null || scheduled === 0) continue;
    const last = spans.at(-1);
    if (last?.to === from && last.agents === scheduled) last.to = to;
    else spans.push({ from, to, agents: scheduled });
  }
  return spans;
}
