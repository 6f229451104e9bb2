/**
 * Waiting in a queue that Poisson arrivals come to and c agents work, with exponential handle times: Erlang C (everybody waits as long as it takes) and Erlang A (customers leave
 * after an exponential patience). Loads are in erlangs (arrivals per unit of time x mean handle time); all times are in the unit of the mean handle time's.
 * Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges" (1917); C. Palm, "Methods of judging the
 * annoyance caused by congestion" (1953); O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with impatient customers", M&SOM 4(3), 2002.
 */
export interface QueueModel {
  /** Arrivals per unit of time; over 0. */
  readonly arrivalRate: number;
  /** Mean handle time; over 0. */
  readonly handleTime: number;
  /** Whole, at least 1. */
  readonly agents: number;
}

export interface ImpatientModel extends QueueModel {
  /** Mean patience; over 0. */
  readonly patience: number;
}

export interface Waiting {
  /** Probability that an arrival has to wait at all. */
  readonly waits: number;
  /** Mean wait of all arrivals, those who leave included. */
  readonly meanWait: number;
  /** Share of arrivals who leave unserved. */
  readonly abandons: number;
  /** Share of an agent's time in work. */
  readonly occupancy: number;
  /** Share of arrivals who are served within so long. */
  readonly servedWithin: (time: number) => number;
}

/** Probability that all of c servers are busy where nobody waits (Erlang B), by the recursion that never overflows. */
export function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let servers = 1; servers <= agents; servers += 1) blocked = load * blocked / (servers + load * blocked);
  return blocked;
}

/** Probability of having to wait in M/M/c; 1 where the load is as much as the agents or more: the queue grows without end. */
export function erlangC(load: number, agents: number): number {
  if (load >= agents) return 1;
  const blocked = erlangB(load, agents);
  return agents * blocked / (agents - load * (1 - blocked));
}

/** M/M/c. Where the load is as much as the agents or more the mean wait is infinite. */
export function waitErlangC({ arrivalRate, handleTime, agents }: QueueModel): Waiting {
  requirePositive({ arrivalRate, handleTime });
  requireAgents(agents);
  const load = arrivalRate * handleTime;
  const waits = erlangC(load, agents);
  const isStable = load < agents;
  const drain = (agents - load) / handleTime;
  return {
    waits, meanWait: isStable ? waits / drain : Infinity, abandons: 0, occupancy: Math.min(1, load / agents),
    servedWithin: (time) => (isStable ? 1 - waits * Math.exp(-drain * Math.max(0, time)) : 0),
  };
}

/** States beyond which nothing is left of the probabilities. */
const tailMin = 1e-16;
const statesMax = 1_000_000;

/**
 * M/M/c+M: the chances of each number in the system, taken from the balance of arrivals with services and leaving, relative to the state "all agents busy, nobody waits".
 * `servedWithin` counts who is served and waited no longer: the wait of one who finds k waiting is the time until k + 1 places before him are free, by services and leaving.
 */
export function waitErlangA({ arrivalRate, handleTime, agents, patience }: ImpatientModel): Waiting {
  requirePositive({ arrivalRate, handleTime, patience });
  requireAgents(agents);
  const load = arrivalRate * handleTime;
  // Relative to the state "c in the system", whose weight is 1. Below it the sum of the weights is 1/B.
  const below = 1 / erlangB(load, agents);
  const queue = [1];
  for (let waiting = 1; waiting < statesMax; waiting += 1) {
    const weight = queue[waiting - 1]! * arrivalRate / (agents / handleTime + waiting / patience);
    if (weight < tailMin && arrivalRate < agents / handleTime + waiting / patience) break;
    queue.push(weight);
  }
  const busy = queue.reduce((sum, weight) => sum + weight, 0);
  const total = below - 1 + busy;
  const meanQueue = queue.reduce((sum, weight, waiting) => sum + weight * waiting, 0) / total;
  const waits = busy / total;
  const abandons = meanQueue / patience / arrivalRate;
  return {
    waits, meanWait: meanQueue / arrivalRate, abandons, occupancy: load * (1 - abandons) / agents,
    servedWithin: (time) => servedWithin({ arrivalRate, handleTime, agents, patience }, queue.map((weight) => weight / total), 1 - waits, Math.max(0, time)),
  };
}

/**
 * Somebody who finds all busy and k waiting goes through k + 1 departures before him (rates c/handle + j/patience, j = k..0, where his own patience does not count as one) and is served if his
 * patience lasts. The chance of that by `time` is the transient of a pure death chain with killing; uniformised, so it is a sum of positive terms.
 */
function servedWithin({ handleTime, agents, patience }: ImpatientModel, queue: readonly number[], atOnce: number, time: number): number {
  if (time === 0) return atOnce;
  const rate = (before: number): number => agents / handleTime + before / patience;
  const states = queue.length;
  const uniform = rate(states - 1) + 1 / patience;
  // before[j]: the chance of having j before one and still waiting.
  let before = [...queue];
  let servedSoFar = 0;
  let served = 0;
  let poisson = -uniform * time;
  let weightSum = 0;
  const terms = Math.ceil(uniform * time + 12 * Math.sqrt(uniform * time) + 40);
  for (let term = 0; term <= terms; term += 1) {
    const weight = Math.exp(poisson);
    served += weight * servedSoFar;
    weightSum += weight;
    const next = before.map((chance, at) => chance * (1 - (rate(at) + 1 / patience) / uniform) + (before[at + 1] ?? 0) * rate(at + 1) / uniform);
    servedSoFar += before[0]! * rate(0) / uniform;
    before = next;
    poisson += Math.log(uniform * time) - Math.log(term + 1);
  }
  return atOnce + served + (1 - weightSum) * servedSoFar;
}

/** The fewest agents who reach the wanted share within the time; null: not with `agentsMax`. */
export function agentsFor(model: Omit<ImpatientModel, 'agents' | 'patience'> & { readonly patience: number | null }, target: { readonly share: number; readonly within: number }, agentsMax = 10_000): number | null {
  const reaches = (agents: number): boolean => {
    const { patience, ...rest } = model;
    const waiting = patience === null ? waitErlangC({ ...rest, agents }) : waitErlangA({ ...rest, patience, agents });
    return waiting.servedWithin(target.within) >= target.share;
  };
  let low = 0;
  let high = 1;
  while (high < agentsMax && !reaches(high)) [low, high] = [high, high * 2];
  high = Math.min(high, agentsMax);
  if (!reaches(high)) return null;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (reaches(middle)) high = middle; else low = middle;
  }
  return high;
}

function requirePositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`${name} is a number over 0`);
}

function requireAgents(agents: number): void {
  if (!Number.isInteger(agents) || agents < 1) throw new RangeError('agents is a whole number from 1 on');
}
