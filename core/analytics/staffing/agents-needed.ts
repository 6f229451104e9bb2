import { agentsFor, waitErlangA, waitErlangC } from './erlang.ts';

export interface StaffingBasis {
  /** Mean; over 0. */
  readonly handleSeconds: number;
  /** Mean; null: unknown, everybody is taken to wait as long as it takes (Erlang C). */
  readonly patienceSeconds: number | null;
  readonly targetSeconds: number;
  readonly targetPercent: number;
  /** How much work an agent has at a time, a mean: the model's servers are places, an agent brings so many. Over 0. */
  readonly atOnce: number;
}

const agentsMax = 10_000;

/**
 * The fewest agents with whom the target is reached, by arrivals a second; null: not with ten thousand. The model counts everybody who gives up as not answered in time, the quickly
 * given up too, which a queue leaves out of its service level: it never asks for too few. More arrivals never need fewer people, so between two rates that need
 * as many nothing is computed: a week of a busy queue takes some dozen evaluations of the model, not hundreds. Lets others work in between.
 */
export async function agentsNeeded(basis: StaffingBasis, rates: Iterable<number>): Promise<Map<number, number | null>> {
  const sorted = [...new Set(rates)].sort((a, b) => a - b);
  const places = Array.from<number>({ length: sorted.length });
  const solveAll = async (first: number, last: number): Promise<void> => {
    if (last - first < 2) return;
    const middle = (first + last) >>> 1;
    places[middle] = await leastPlaces(basis, sorted[middle]!, places[first]!, places[last]!);
    await solveAll(first, middle);
    await solveAll(middle, last);
  };
  for (const at of new Set([0, sorted.length - 1])) {
    const rate = sorted[at];
    if (rate !== undefined) places[at] = agentsFor({ arrivalRate: rate, handleTime: basis.handleSeconds, patience: basis.patienceSeconds }, { share: basis.targetPercent / 100, within: basis.targetSeconds }, agentsMax) ?? agentsMax + 1;
  }
  await solveAll(0, sorted.length - 1);
  return new Map(sorted.map((rate, at) => [rate, places[at]! > agentsMax ? null : Math.ceil(places[at]! / basis.atOnce - 1e-9)]));
}

/** Between `low` and `high` places, both included. */
async function leastPlaces(basis: StaffingBasis, rate: number, low: number, high: number): Promise<number> {
  let [least, most] = [low, high];
  while (least < most) {
    await new Promise((resolve) => { setImmediate(resolve); });
    const middle = (least + most) >>> 1;
    if (shareWithin(basis, rate, middle) >= basis.targetPercent / 100) most = middle;
    else least = middle + 1;
  }
  return least;
}

/** What is answered in time with so many agents, percent with one decimal. */
export function percentWith(basis: StaffingBasis, rate: number, agents: number): number {
  const places = Math.floor(agents * basis.atOnce + 1e-9);
  return places < 1 ? 0 : Math.round(shareWithin(basis, rate, places) * 1_000) / 10;
}

function shareWithin({ handleSeconds, patienceSeconds, targetSeconds }: StaffingBasis, rate: number, places: number): number {
  const model = { arrivalRate: rate, handleTime: handleSeconds, agents: places };
  return (patienceSeconds === null ? waitErlangC(model) : waitErlangA({ ...model, patience: patienceSeconds })).servedWithin(targetSeconds);
}
