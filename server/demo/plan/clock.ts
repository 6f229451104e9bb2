import { agents, agentKeys, type AgentKey, type ChannelKey, type Language } from '../company.ts';
import { localOf } from './week.ts';
import type { World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When a customer writes: mostly in daytime of a working day, some at night, few on days off. Before the end of time. */
export function arrival(world: World, { share = 1 }: { share?: number } = {}): number {
  const { random, week } = world;
  const weight = { working: 1, weekend: 0.1, holiday: 0.3, today: 0.85 } as const;
  const total = week.days.reduce((sum, day) => sum + weight[day.kind], 0);
  for (;;) {
    let mark = random.next() * total * share;
    const day = week.days.find((each) => (mark -= weight[each.kind]) < 0) ?? week.days.at(-1)!;
    const hourOfDay = random.chance(0.88) ? Math.min(21.8, Math.max(6.6, random.pick([10.2, 14.3]) + 2.1 * Math.log(random.around(1, 1)))) : random.next() * 24;
    const start = day.date.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '00:00' }).epochMilliseconds;
    const at = start + Math.round(hourOfDay * 3_600) * 1000 + random.between(0, 59) * 1000;
    if (at < world.untilMs) return at;
  }
}

/** When the customer writes again: after a while, and awake. */
export function customerReturns(world: World, fromMs: number, zone: string, medianMinutes = 150): number {
  const at = fromMs + Math.round(Math.max(3, world.random.around(medianMinutes, 1)) * 60) * 1000;
  const local = localOf(at, zone);
  if (local.hour >= 7 && local.hour < 23) return at;
  const morning = (local.hour >= 23 ? local.add({ days: 1 }) : local).with({ hour: 7, minute: world.random.between(2, 58), second: world.random.between(0, 59) });
  return morning.epochMilliseconds;
}

const isLateAgent = (key: AgentKey): boolean => agents[key].zone !== 'Europe/Berlin';

/** Who answers, and when: by pace within opening hours, or, overseas, in the hours of the own office. */
export function agentAnswers(world: World, input: { channel: ChannelKey; language: Language; at: number; by?: AgentKey; seconds?: number }): { key: AgentKey; at: number } {
  const { random, week } = world;
  const berlin = localOf(input.at);
  const isLateHour = berlin.hour >= 15 && berlin.hour < 22 && week.days.some((day) => day.date.equals(berlin.toPlainDate()) && (day.kind === 'working' || day.kind === 'today'));
  const able = agentKeys.filter((key) => agents[key].channels.includes(input.channel) && agents[key].languages.includes(input.language) && (!isLateAgent(key) || isLateHour));
  for (let tries = 0; ; tries += 1) {
    const key = input.by ?? (isLateHour && random.chance(0.6) ? able.find(isLateAgent) : undefined) ?? pickByShare(world, able);
    const at = isLateAgent(key) && isLateHour
      ? overseas(world, input.at, key)
      : week.afterOpen(input.channel, input.at, input.seconds ?? Math.max(240, random.around(agents[key].pace[0], agents[key].pace[1]) * 60)) + random.between(1, 59) * 1000;
    if (input.by !== undefined || tries > 20 || !isAway(world, key, at)) return { key, at };
  }
}

/** On leave, at home or on a day off. */
export function isAway({ week }: World, key: AgentKey, at: number): boolean {
  const date = localOf(at).toPlainDate().toString();
  return key === 'lotte' && date >= week.leave.from && date <= week.leave.to;
}

function pickByShare({ random }: World, keys: readonly AgentKey[]): AgentKey {
  let mark = random.next() * keys.reduce((sum, key) => sum + agents[key].share, 0);
  return keys.find((key) => (mark -= agents[key].share) < 0) ?? keys[0]!;
}

function overseas({ random }: World, fromMs: number, key: AgentKey): number {
  const end = localOf(fromMs).with({ hour: 22, minute: 10, second: 0 }).epochMilliseconds;
  const at = fromMs + Math.round(Math.max(5, random.around(agents[key].pace[0], agents[key].pace[1])) * 60) * 1000;
  return Math.min(at, end + random.between(0, 25) * minute + random.between(1, 59) * 1000);
}

export const minutes = (number: number): number => number * minute;
export const hoursMs = (number: number): number => number * hour;
