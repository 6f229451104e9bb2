import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import { holdDevice, statusIds } from '#core/presence/index.ts';
import { acknowledgeControl, endDevice, keepDevice, nextTimerMs, onBell, readControlCommands, runTimers, setAgentStatus, startLine, tellLine, type Change, type LineEvent } from '#core/routing/index.ts';
import { createAgenda } from './agenda.ts';
import { createChance, type Chance } from './chance.ts';
import { playCommand } from './play-command.ts';
import type { Arrivals, Scenario } from './scenario.ts';
import type { DayClock } from './day-clock.ts';
import type { SetUp } from './set-up.ts';

/** What the actors of a day share. */
export interface Day {
  readonly change: Change;
  readonly chance: Chance;
  readonly scenario: Scenario;
  readonly setUp: SetUp;
  act(): Act;
  nowMs(): number;
  /** In so many seconds; what is refused then (somebody hung up, somebody was faster) is counted and nothing else. */
  later(seconds: number, act: () => Promise<void>): void;
  /** By interaction. */
  readonly lines: Map<number, Line>;
  /** At their desks: the simulation holds their device. */
  readonly onDuty: Set<number>;
  /** By agent. */
  readonly misses: ReadonlyMap<number, number>;
  tell(line: Line, event: LineEvent): Promise<string>;
}

export interface Line {
  readonly id: number;
  readonly kind: 'call' | 'chat';
  readonly arrivals: Arrivals;
  /** Its own, from the seed: what happens to others changes nothing of it. */
  readonly chance: Chance;
  /** Of his first wait; null: he does not give up. */
  readonly patienceSeconds: number | null;
  /** Of the first talk. */
  readonly handleSeconds: number;
  state: string;
  talks: number;
  isOver: boolean;
}

export interface DayOptions {
  readonly change: Change;
  readonly accountId: number;
  readonly scenario: Scenario;
  readonly setUp: SetUp;
  readonly clock: DayClock;
  readonly seed: number;
  /** A server may run beside it and looks for agents whose device was not heard of in time: they are said to be there every 15 seconds. */
  readonly isBesideServer?: boolean;
  readonly onProgress?: (text: string) => void;
}

export interface DayResult { readonly arrivals: number; readonly refused: number; readonly fromMs: number; readonly toMs: number }

/** A lease like any device's: where the simulation is killed, its agents are offline within a minute, or when a server starts. */
const device = { device: 'simulator', kind: 'api' } as const;
const leaseEveryMs = 15_000;

/** Longest time after the last arrival until everything has to be over. */
const tailMs = 2 * 3_600_000;

/**
 * Plays a day through the commands of the native API: the line (arrivals, menus, who gives up, what the control stream asks for) and the agents. Timers
 * of routing run by the clock of the day. Stops when everybody has gone, two hours after the end at the latest.
 */
export async function runDay({ change, accountId, scenario, setUp, clock, seed, isBesideServer = false, onProgress }: DayOptions): Promise<DayResult> {
  const agenda = createAgenda();
  const chance = createChance(seed);
  const fromMs = clock.nowMs();
  const endMs = fromMs + scenario.hours * 3_600_000;
  const act = (): Act => systemAct(accountId, new Date(clock.nowMs()).toISOString(), 'simulate');
  const lines = new Map<number, Line>();
  let [arrivals, refused, steps] = [0, 0, 0];
  const forgiven = async (run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof CoreError) || (error.code !== 'conflict' && error.code !== 'invalid')) throw error;
      refused += 1;
    }
  };
  const later = (seconds: number, run: () => Promise<void>): void => agenda.at(clock.nowMs() + Math.max(0, Math.round(seconds * 1_000)), () => forgiven(run));
  const misses = new Map(scenario.agents.flatMap((group, nth) => setUp.agents[nth]!.map((id) => [id, group.misses] as const)));
  const onDuty = new Set<number>();
  const day: Day = {
    onDuty, change, chance, scenario, setUp, act, nowMs: () => clock.nowMs(), later, lines, misses,
    tell: async (line, event) => {
      const { interaction } = await tellLine(change, act(), { kind: line.kind, interactionId: line.id, event });
      line.state = interaction.state;
      line.isOver = interaction.endedMs !== null;
      return interaction.state;
    },
  };
  const arrive = (stream: Arrivals, nth: number, since = 0, count = 0, times = createChance(seed, nth)): void => {
    const next = nextArrival(stream, since, times);
    if (next === null || next >= scenario.hours) return;
    agenda.at(fromMs + next * 3_600_000, async () => {
      arrivals += 1;
      await forgiven(() => callIn(day, stream, `sim-${seed}-${fromMs}-${nth}-${count}`, createChance(seed, nth, count)));
      arrive(stream, nth, next, count + 1, times);
    });
  };
  scenario.arrivals.forEach((stream, nth) => { arrive(stream, nth); });
  scenario.agents.forEach((group, nth) => setUp.agents[nth]!.forEach((agentId) => shift(day, agentId, fromMs, group.from, group.to)));

  const sayThere = (): void => agenda.at(clock.nowMs() + leaseEveryMs, async () => {
    const { now } = act();
    await change(async (tx) => { for (const agentId of [...onDuty].toSorted((a, b) => a - b)) await holdDevice(tx, systemAct(accountId, now, 'simulate'), agentId, device); });
    if (onDuty.size > 0 || clock.nowMs() < endMs) sayThere();
  });
  if (isBesideServer) sayThere();

  let timerMs = await change((tx) => nextTimerMs(tx)) ?? Infinity;
  let hasCommands = true;
  const after = { call: 0, chat: 0 };
  for (const kind of ['call', 'chat'] as const) after[kind] = await lastPosition(change, act(), kind);
  const stops = [onBell('due', (dueMs) => { if (dueMs !== null) timerMs = Math.min(timerMs, dueMs); }), onBell('control', () => { hasCommands = true; })];
  try {
    for (;;) {
      const next = Math.min(agenda.nextMs(), timerMs);
      if (next === Infinity || next > endMs + tailMs) break;
      await clock.reach(next);
      if (timerMs <= clock.nowMs()) {
        await runTimers(change, act, (error) => { throw error; });
        timerMs = await change((tx) => nextTimerMs(tx)) ?? Infinity;
        if (timerMs <= clock.nowMs()) timerMs = clock.nowMs() + 1_000; // another process has it in hand
      } else await agenda.take()?.act();
      while (hasCommands) {
        hasCommands = false;
        for (const kind of ['call', 'chat'] as const) {
          const commands = await change((tx) => readControlCommands(tx, act(), { kind, after: after[kind] }));
          for (const command of commands) if (command.attempt === 1) await playCommand(day, command);
          const own = commands.filter((command) => lines.has(command.interactionId) && command.outcome === null);
          if (own.length > 0) await change(async (tx) => { for (const { id } of own) await acknowledgeControl(tx, act(), { id, kind, outcome: 'done' }); });
          if (commands.length > 0) hasCommands = true;
          after[kind] = commands.at(-1)?.position ?? after[kind];
        }
      }
      steps += 1;
      if (steps % 20 === 0) onProgress?.(`${((clock.nowMs() - fromMs) / 3_600_000).toFixed(1)} of ${scenario.hours} hours, ${arrivals} arrivals`);
    }
  } finally {
    for (const stop of stops) stop();
  }
  return { arrivals, refused, fromMs, toMs: clock.nowMs() };
}

async function lastPosition(change: Change, act: Act, kind: 'call' | 'chat'): Promise<number> {
  for (let after = 0; ;) {
    const commands = await change((tx) => readControlCommands(tx, act, { kind, after }));
    if (commands.length === 0) return after;
    after = commands.at(-1)!.position;
  }
}

/** Hours since the beginning of the next arrival after `hour`; a Poisson process whose rate changes by the hour. Null: none comes any more. */
export function nextArrival({ perHour }: Pick<Arrivals, 'perHour'>, hour: number, chance: Chance): number | null {
  let need = chance.exponential(1);
  for (let at = hour; ;) {
    const nth = Math.min(Math.floor(at), perHour.length - 1);
    const rate = perHour[nth]!;
    const isLast = nth === perHour.length - 1;
    const until = isLast ? Infinity : nth + 1;
    if (rate > 0 && at + need / rate <= until) return at + need / rate;
    if (isLast) return null;
    need -= rate * (until - at);
    at = until;
  }
}

async function callIn(day: Day, arrivals: Arrivals, providerRef: string, chance: Chance): Promise<void> {
  const patienceSeconds = arrivals.patienceSeconds === null ? null : chance.exponential(arrivals.patienceSeconds);
  const handleSeconds = chance.exponential(arrivals.handleSeconds);
  const queue = day.scenario.queues.find((one) => one.name === arrivals.queue)!;
  const { id: queueId, menuId } = day.setUp.queues.get(arrivals.queue)!;
  const from = queue.kind === 'call' ? `+4930${String(10_000_000 + Math.floor(chance.next() * 89_999_999))}` : `customer-${Math.floor(chance.next() * 5_000)}@simulated.test`;
  const { interaction } = await startLine(day.change, day.act(), {
    kind: queue.kind, providerRef, entry: queue.kind === 'call' ? (chance.hits(0.1) ? 'app' : 'ivr') : (chance.hits(0.3) ? 'app' : 'web'), to: queue.kind === 'call' ? '+49305550100' : 'web', lang: queue.lang, provider: 'simulator',
    from,
  });
  const line: Line = { id: interaction.id, kind: queue.kind, arrivals, chance, patienceSeconds, handleSeconds, state: interaction.state, talks: 0, isOver: false };
  day.lines.set(line.id, line);
  day.later(chance.exponential(arrivals.menuSeconds), async () => {
    if (chance.hits(0.02)) return void await day.tell(line, { event: 'hang-up', by: 'customer' });
    if (line.kind === 'call' && chance.hits(0.3)) await day.tell(line, { event: 'input', name: 'customer-number', value: String(Math.floor(chance.next() * 1e6)) });
    const state = await day.tell(line, menuId === null ? { event: 'menu', queueId } : { event: 'menu', menuId, lang: queue.lang });
    if (state === 'selecting') await day.tell(line, { event: 'menu', queueId, scheduledAt: new Date(day.nowMs() + 1_800_000).toISOString() });
    if (state === 'bot') bot(day, line);
    giveUp(day, line);
  });
}

/** Patience is of one wait; who has been answered stays. */
function giveUp(day: Day, line: Line): void {
  if (line.patienceSeconds === null) return;
  day.later(line.patienceSeconds, async () => {
    if (line.isOver || line.talks > 0 || line.state !== 'queued') return;
    await day.tell(line, { event: 'hang-up', by: 'customer' });
  });
}

function bot(day: Day, line: Line): void {
  const { chance } = line;
  if (line.kind === 'chat') {
    for (const [at, by] of [[5, 'customer'], [7, 'bot'], [25, 'customer'], [27, 'bot']] as const) day.later(at, async () => { await day.tell(line, { event: 'message', by, ...(by === 'bot' && chance.hits(0.4) && { isFallback: true }) }); });
  }
  day.later(40, async () => {
    if (chance.hits(0.3)) return void await day.tell(line, { event: 'hang-up', by: 'bot' });
    const state = await day.tell(line, { event: 'bot-escalated', reason: chance.pick(['asked for a person', 'not understood', 'complaint']), sentiment: Math.round(chance.between(-100, 100)), fallbackCount: Math.floor(chance.next() * 3) });
    if (state === 'queued') giveUp(day, line);
  });
}

/** Comes, takes a break in the middle of a long shift, and goes when nothing is in hand any more. */
function shift(day: Day, agentId: number, fromMs: number, from: number, to: number): void {
  const at = (hours: number): number => Math.max(0, (fromMs + hours * 3_600_000 - day.nowMs()) / 1_000);
  const be = (statusId: number) => setAgentStatus(day.change, day.act(), { agentId, statusId }).then(() => {});
  day.later(at(from), async () => {
    await keepDevice(day.change, day.act(), { agentId, ...device });
    day.onDuty.add(agentId);
    await be(statusIds.available);
  });
  if (to - from >= 4) {
    const pause = (from + to) / 2 + day.chance.between(-0.5, 0.5);
    day.later(at(pause), () => be(statusIds.break));
    day.later(at(pause + 0.25), () => be(statusIds.available));
  }
  day.later(at(to), () => be(statusIds.unavailable));
  const leave = async (): Promise<void> => {
    const { load } = await setAgentStatus(day.change, day.act(), { agentId, statusId: statusIds.unavailable });
    if (load > 0) day.later(60, leave);
    else {
      day.onDuty.delete(agentId);
      await endDevice(day.change, day.act(), { agentId, device: device.device });
    }
  };
  day.later(at(to) + 60, leave);
}
