import { invalid } from '#core/kernel/index.ts';
import { calls, type Shares } from './shares.ts';

/** A day of a contact centre, as the file of `patchbay simulate` says it (docs/simulate.md). */
export interface Scenario {
  readonly hours: number;
  readonly queues: readonly ScenarioQueue[];
  readonly agents: readonly ScenarioAgents[];
  readonly arrivals: readonly Arrivals[];
}

/** What is not named is as a new queue has it. `menu`: the way to it, from the root on. */
export interface ScenarioQueue {
  readonly name: string;
  readonly kind: 'call' | 'chat';
  readonly menu: readonly string[];
  readonly lang: string;
  /** Rules of the queue: mode, targetSeconds, offerSeconds, wrapUpSeconds, waitSecondsMax, waitingMax, botName ... */
  readonly rules: Readonly<Record<string, unknown>>;
}

export interface ScenarioAgents {
  /** Of the first; the others are numbered. */
  readonly name: string;
  readonly count: number;
  /** Queue by name -> level. */
  readonly queues: Readonly<Record<string, number>>;
  /** Hours since the beginning. */
  readonly from: number;
  readonly to: number;
  /** Share of offers that he does not take. */
  readonly misses: number;
}

export interface Arrivals {
  readonly queue: string;
  /** One rate for each hour from the beginning on; the last one goes on. */
  readonly perHour: readonly number[];
  /** Mean of an exponential distribution; null: nobody gives up. */
  readonly patienceSeconds: number | null;
  /** Mean of an exponential distribution. */
  readonly handleSeconds: number;
  readonly menuSeconds: number;
  readonly shares: Shares;
}

/**
 * A scenario of so many hours out of one of more: who works longer goes at the end, who would only come later stays at home. `said`: what was left out, in words. More hours than it has:
 * it is as it was, and the last rates of its arrivals go on.
 */
export function clipScenario(scenario: Scenario, hours: number): { readonly scenario: Scenario; readonly said: readonly string[] } {
  if (hours >= scenario.hours) return { scenario: { ...scenario, hours, agents: scenario.agents.map((group) => (group.to === scenario.hours ? { ...group, to: hours } : group)) }, said: [] };
  const home = scenario.agents.filter((group) => group.from >= hours);
  const early = scenario.agents.filter((group) => group.from < hours && group.to > hours);
  return {
    scenario: { ...scenario, hours, agents: scenario.agents.filter((group) => group.from < hours).map((group) => ({ ...group, to: Math.min(group.to, hours) })) },
    said: [...home.map((group) => `${group.name} would come at ${group.from} h: not in these ${hours} h`), ...early.map((group) => `${group.name} goes at ${hours} h instead of ${group.to} h`)],
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Checks a scenario; `invalid` names the first field that is wrong. */
export function parseScenario(json: unknown): Scenario {
  const root = object('', json);
  const hours = number('hours', root['hours'] ?? 1, { min: 0.01, max: 24 * 31 });
  const queues = list('queues', root['queues']).map((one, at) => parseQueue(`queues.${at}`, one));
  if (new Set(queues.map((queue) => queue.name)).size < queues.length) throw invalid('queues', 'two of them have the same name', 'there-twice');
  const known = new Set(queues.map((queue) => queue.name));
  const agents = list('agents', root['agents']).map((one, at) => parseAgents(`agents.${at}`, one, hours, known));
  const arrivals = list('arrivals', root['arrivals']).map((one, at) => parseArrivals(`arrivals.${at}`, one, known));
  refuseOthers('', root, ['hours', 'queues', 'agents', 'arrivals', 'about']);
  return { hours, queues, agents, arrivals };
}

function parseQueue(path: string, json: unknown): ScenarioQueue {
  const { name, kind, menu, lang = 'en', ...rules } = object(path, json);
  if (kind !== 'call' && kind !== 'chat') throw invalid(`${path}.kind`, 'must be call or chat', 'not-offered');
  return { name: text(`${path}.name`, name), kind, lang: text(`${path}.lang`, lang), menu: menu === undefined ? [text(`${path}.name`, name)] : list(`${path}.menu`, menu).map((one, at) => text(`${path}.menu.${at}`, one)), rules };
}

function parseAgents(path: string, json: unknown, hours: number, known: ReadonlySet<string>): ScenarioAgents {
  const value = object(path, json);
  refuseOthers(path, value, ['name', 'count', 'queues', 'from', 'to', 'misses']);
  const queues: Record<string, number> = {};
  for (const [queue, level] of Object.entries(object(`${path}.queues`, value['queues']))) {
    if (!known.has(queue)) throw invalid(`${path}.queues`, `there is no queue "${queue}" in this file`, 'no-queue');
    queues[queue] = number(`${path}.queues.${queue}`, level, { min: 1, max: 20 });
  }
  return {
    name: text(`${path}.name`, value['name']), count: number(`${path}.count`, value['count'] ?? 1, { min: 1, max: 2_000 }), queues,
    from: number(`${path}.from`, value['from'] ?? 0, { min: 0, max: hours }), to: number(`${path}.to`, value['to'] ?? hours, { min: 0, max: hours }),
    misses: number(`${path}.misses`, value['misses'] ?? 0, { min: 0, max: 1 }),
  };
}

function parseArrivals(path: string, json: unknown, known: ReadonlySet<string>): Arrivals {
  const value = object(path, json);
  refuseOthers(path, value, ['queue', 'perHour', 'patienceSeconds', 'handleSeconds', 'menuSeconds', 'shares']);
  const queue = text(`${path}.queue`, value['queue']);
  if (!known.has(queue)) throw invalid(`${path}.queue`, `there is no queue "${queue}" in this file`, 'no-queue');
  const rates = Array.isArray(value['perHour']) ? list(`${path}.perHour`, value['perHour']) : [value['perHour']];
  return {
    queue, perHour: rates.map((rate) => number(`${path}.perHour`, rate, { min: 0, max: 100_000 })),
    patienceSeconds: (value['patienceSeconds'] ?? null) === null ? null : number(`${path}.patienceSeconds`, value['patienceSeconds'], { min: 1, max: 86_400 }),
    handleSeconds: number(`${path}.handleSeconds`, value['handleSeconds'], { min: 1, max: 86_400 }), menuSeconds: number(`${path}.menuSeconds`, value['menuSeconds'] ?? 10, { min: 0, max: 600 }),
    shares: parseShares(`${path}.shares`, value['shares'] ?? {}),
  };
}

function parseShares(path: string, json: unknown): Shares {
  const value = object(path, json);
  refuseOthers(path, value, Object.keys(calls));
  return Object.fromEntries(Object.entries(calls).map(([name, usual]) => [name, number(`${path}.${name}`, value[name] ?? usual, { min: 0, max: 1 })])) as unknown as Shares;
}

function object(path: string, value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'must be an object', 'scenario-wrong');
  return value as Json;
}

function list(path: string, value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(path, 'must be a list with something in it', 'scenario-wrong');
  return value;
}

function text(path: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 100) throw invalid(path, 'must be a text of at most 100 characters', 'scenario-wrong');
  return value.trim();
}

function number(path: string, value: unknown, { min, max }: { min: number; max: number }): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw invalid(path, `must be a number from ${min} to ${max}`, 'out-of-range', { min, max });
  return value;
}

function refuseOthers(path: string, value: Json, known: readonly string[]): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) throw invalid(path === '' ? other : `${path}.${other}`, `is unknown; known are ${known.join(', ')}`, 'scenario-wrong');
}
