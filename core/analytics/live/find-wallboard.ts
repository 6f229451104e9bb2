import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadQueueAgents, type QueueAgentState } from './agent-states.ts';
import { loadAgentTimes, type AgentTimes } from './agent-times.ts';
import { sumHandlings, type HandlingSums } from './handlings.ts';
import { sumStays, type StaySums } from './stays.ts';
import { loadWaiting, type Waiting } from './waiting.ts';
import { agentStates, atRiskMax, meanOf, percentOf, type AgentCounts, type AgentState, type Figures, type QueueFigures, type Wallboard } from './wallboard.ts';
import { todayUntil } from './window.ts';

export interface WallboardOptions {
  /** IANA zone of "today". */
  readonly zone: string;
  /** How long before its target a waiting one is at risk. Default 10. */
  readonly atRiskSeconds?: number;
}

type QueueRow = Omit<QueueFigures, keyof Figures>;

/** The figures of all queues by name, at the instant of the act. Six statements. README.md defines each figure. */
export async function findWallboard(tx: Tx, act: Act, { zone, atRiskSeconds = 10 }: WallboardOptions): Promise<Wallboard> {
  requirePermission(act, 'queues.read');
  if (!Number.isInteger(atRiskSeconds) || atRiskSeconds < 0 || atRiskSeconds > 3_600) throw invalid('atRiskSeconds', 'is not a whole number from 0 to 3600', 'no-number');
  const window = todayUntil(act.now, zone);
  const queues = await loadQueues(tx);
  const waiting = await loadWaiting(tx, act.now);
  const stays = new Map((await sumStays(tx, window)).map((row) => [row.queueId, row]));
  const handlings = new Map((await sumHandlings(tx, window)).map((row) => [row.queueId, row]));
  const members = await loadQueueAgents(tx);
  const times = new Map((await loadAgentTimes(tx, [...new Set(members.map(({ agentId }) => agentId))], window)).map((row) => [row.agentId, row]));
  const isAtRisk = ({ dueInMs }: Waiting): boolean => dueInMs <= atRiskSeconds * 1000;

  const figuresOf = (queueIds: ReadonlySet<number>): Figures => {
    const own = <Row extends { readonly queueId: number }>(rows: Iterable<Row>): Row[] => [...rows].filter(({ queueId }) => queueIds.has(queueId));
    return toFigures({ waiting: own(waiting), stays: own(stays.values()), handlings: own(handlings.values()), members: own(members), times, isAtRisk });
  };
  return {
    asOf: act.now, dayStartedAt: window.from, zone, atRiskSeconds,
    queues: queues.map((queue) => ({ ...queue, ...figuresOf(new Set([queue.queueId])) })),
    totals: figuresOf(new Set(queues.map(({ queueId }) => queueId))),
    atRisk: waiting.filter(isAtRisk).slice(0, atRiskMax).map(({ interactionId, conversationId, queueId, kind, since, dueAt, dueInMs }) => ({
      interactionId, conversationId, queueId, kind, waitingSince: since, dueAt, isMissed: dueInMs < 0,
    })),
  };
}

async function loadQueues(tx: Tx): Promise<QueueRow[]> {
  return tx.rows(sql<QueueRow>`
    SELECT q.id AS "queueId", q.kind, q.name, q.lang, q.queue_group_id AS "queueGroupId", g.name AS "queueGroupName", m.path AS "menuPath",
      q.target_seconds AS "targetSeconds", q.target_percent AS "targetPercent"
    FROM queues q
    LEFT JOIN queue_groups g ON g.account_id = q.account_id AND g.id = q.queue_group_id
    LEFT JOIN menu_paths m ON m.account_id = q.account_id AND m.id = q.menu_path_id
    WHERE q.account_id = ${tx.accountId} AND q.deleted_at IS NULL ORDER BY lower(q.name), q.id`);
}

interface Counted {
  readonly waiting: readonly Waiting[];
  readonly stays: readonly StaySums[];
  readonly handlings: readonly HandlingSums[];
  readonly members: readonly QueueAgentState[];
  readonly times: ReadonlyMap<number, AgentTimes>;
  readonly isAtRisk: (one: Waiting) => boolean;
}

function toFigures({ waiting, stays, handlings, members, times, isAtRisk }: Counted): Figures {
  const sum = <Row>(rows: readonly Row[], value: (row: Row) => number): number => rows.reduce((total, row) => total + value(row), 0);
  const oldest = waiting.reduce<Waiting | null>((first, one) => (first === null || one.seconds > first.seconds ? one : first), null);
  const [inSla, notInSla, answered] = [sum(stays, (row) => row.inSla), sum(stays, (row) => row.notInSla), sum(stays, (row) => row.answered)];
  const answerSeconds = sum(stays, (row) => row.answerSeconds);
  const [count, seconds] = [sum(handlings, (row) => row.handlings), sum(handlings, (row) => row.seconds)];
  const best = bestStates(members);
  const own = [...best.keys()].flatMap((agentId) => times.get(agentId) ?? []);
  const [busySeconds, onlineSeconds] = [sum(own, (row) => row.busySeconds), sum(own, (row) => row.onlineSeconds)];
  const offlineSeconds = sum(own, (row) => row.offlineSeconds);
  return {
    waiting: waiting.length, oldestWaitingSince: oldest?.since ?? null, longestWaitSeconds: oldest?.seconds ?? null,
    atRisk: waiting.filter(isAtRisk).length, missed: waiting.filter(({ dueInMs }) => dueInMs < 0).length,
    serviceLevel: { percent: percentOf(inSla, inSla + notInSla), inSla, notInSla, excluded: sum(stays, (row) => row.excluded) },
    answered, abandoned: sum(stays, (row) => row.abandoned),
    speedOfAnswer: { averageSeconds: meanOf(answerSeconds, answered), seconds: answerSeconds },
    handleTime: { averageSeconds: meanOf(seconds, count), seconds, handlings: count },
    agents: countStates(best.values()),
    occupancy: { percent: percentOf(busySeconds, onlineSeconds), busySeconds, onlineSeconds, offlineSeconds },
  };
}

/** Each agent once: ready where one queue finds him so; the other states do not depend on the queue. */
function bestStates(members: readonly QueueAgentState[]): Map<number, AgentState> {
  const best = new Map<number, AgentState>();
  for (const { agentId, state } of members) if (state === 'ready' || !best.has(agentId)) best.set(agentId, state);
  return best;
}

function countStates(states: Iterable<AgentState>): AgentCounts {
  const counts = Object.fromEntries(agentStates.map((state) => [state, 0])) as Record<AgentState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}
