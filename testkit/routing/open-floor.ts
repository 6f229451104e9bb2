import { createAgent } from '#core/people/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { createQueue, setAssignments, type QueueInput } from '#core/queues/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { bringAgentOnline, runDueWork, startLine, type Change, type LineState } from '#core/routing/index.ts';
import { furnishCrowd } from './furnish-crowd.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';

/** A desk with queues and agents, and a clock that tests move. */
export interface Floor {
  readonly desk: Desk;
  readonly change: Change;
  /** The system, now. */
  act(): Act;
  nowMs(): number;
  /** Moves the clock, and does what became due on the way, each at its instant. */
  pass(seconds: number): Promise<void>;
  queue(input: Partial<QueueInput> & { name: string }): Promise<number>;
  /** Agents who are online and available, each idle a second longer than the next. Assigned to these queues at level 1, or to those of the map. */
  agents(count: number, queues: readonly number[] | ReadonlyMap<number, number>): Promise<number[]>;
  /** Many agents at once, without the commands that would make them one by one; online, available, each idle a second longer than the next. */
  crowd(count: number, queueIds: readonly number[]): Promise<number[]>;
  /** A call or chat that comes into a queue. */
  arrive(queueId: number, more?: { kind?: 'call' | 'chat'; ref?: string }): Promise<LineState>;
  close(): Promise<void>;
}

let made = 0;

export async function openFloor(): Promise<Floor> {
  const desk = await openDesk();
  const { database, accountId } = desk;
  let now = Date.parse(desk.act.now);
  const change: Change = (work) => database.withAccount(accountId, work);
  const act = (): Act => systemAct(accountId, new Date(now).toISOString(), 'test');
  const clock = { nowMs: () => now };
  const fail = (error: unknown): void => { throw error; };
  const floor: Floor = {
    desk, change, act, nowMs: () => now,
    pass: async (seconds) => {
      const end = now + seconds * 1_000;
      for (; now < end;) {
        now = Math.min(end, now + 1_000);
        await runDueWork({ database, clock, onFailure: fail });
      }
    },
    queue: async (input) => {
      const { id } = await change((tx) => createQueue(tx, act(), { kind: 'call', ...input }));
      return id;
    },
    agents: async (count, queues) => {
      const levels = queues instanceof Map ? queues as ReadonlyMap<number, number> : new Map((queues as readonly number[]).map((id) => [id, 1]));
      const ids: number[] = [];
      for (let nth = 0; nth < count; nth += 1) ids.push((await change((tx) => createAgent(tx, act(), { name: `Agent ${made += 1}` }))).id);
      for (const [queueId, level] of levels) await change((tx) => setAssignments(tx, act(), queueId, ids.map((agentId) => ({ agentId, teamId: null, level }))));
      for (const agentId of ids) {
        await bringAgentOnline(change, act(), { agentId, statusId: statusIds.available });
        now += 1_000;
      }
      return ids;
    },
    crowd: (count, queueIds) => change((tx) => furnishCrowd(tx, act().now, count, queueIds)),
    arrive: async (queueId, { kind = 'call', ref } = {}) => startLine(change, act(), { kind, providerRef: ref ?? `ref-${made += 1}`, entry: kind === 'call' ? 'ivr' : 'web', to: '+4930555', queueId }),
    close: () => desk.close(),
  };
  return floor;
}
