import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { loadQueueAgents } from './agent-states.ts';
import { loadAgentTimes } from './agent-times.ts';
import { endedHandlings } from './handlings.ts';
import { endedStays, stayConditions, staySeconds } from './stays.ts';
import { loadWaiting } from './waiting.ts';
import type { AgentState, WallboardFigure } from './wallboard.ts';
import { todayUntil, type Window } from './window.ts';

/** One thing that a figure counted. `seconds`: what it adds to a sum (waiting, answer, handling, busy). */
export interface WallboardRow {
  readonly interactionId: number | null;
  readonly conversationId: number | null;
  /** The span of the stay. */
  readonly spanId: number | null;
  readonly agentId: number | null;
  readonly agentName: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly seconds: number | null;
  /** Stays: how it ended, and how it was judged. */
  readonly outcome: string | null;
  readonly sla: 'in_sla' | 'not_in_sla' | 'excluded' | null;
  readonly state: AgentState | null;
  readonly onlineSeconds: number | null;
  /** Occupancy: work while offline, which is no part of `seconds`. */
  readonly offlineSeconds: number | null;
}

export interface WallboardRows { readonly asOf: string; readonly rows: readonly WallboardRow[]; /** There are more than `wallboardRowsMax`; the newest are shown. */ readonly isCut: boolean }

export const wallboardRowsMax = 1_000;

const nothing: WallboardRow = {
  interactionId: null, conversationId: null, spanId: null, agentId: null, agentName: null, startedAt: null, endedAt: null, seconds: null, outcome: null, sla: null, state: null, onlineSeconds: null, offlineSeconds: null,
};

/** What a figure of a queue counted at the instant of the act. Names of agents need `people.read`. */
export async function findWallboardRows(tx: Tx, act: Act, { figure, queueId, zone, atRiskSeconds = 10 }: { figure: WallboardFigure; queueId: number; zone: string; atRiskSeconds?: number }): Promise<WallboardRows> {
  requirePermission(act, 'queues.read');
  const queue = await tx.maybe(sql<object>`SELECT id FROM queues WHERE account_id = ${tx.accountId} AND id = ${queueId} AND deleted_at IS NULL`);
  if (!queue) throw notFound('queue');
  const rows = await rowsOf(tx, { figure, queueId, window: todayUntil(act.now, zone), atRiskSeconds });
  const named = await withNames(tx, act, rows.slice(0, wallboardRowsMax));
  return { asOf: act.now, rows: named, isCut: rows.length > wallboardRowsMax };
}

async function rowsOf(tx: Tx, { figure, queueId, window, atRiskSeconds }: { figure: WallboardFigure; queueId: number; window: Window; atRiskSeconds: number }): Promise<WallboardRow[]> {
  switch (figure) {
    case 'waiting':
    case 'at-risk':
      return (await loadWaiting(tx, window.now, queueId)).filter(({ dueInMs }) => figure === 'waiting' || dueInMs <= atRiskSeconds * 1000)
        .map(({ interactionId, conversationId, since, seconds }) => ({ ...nothing, interactionId, conversationId, startedAt: since, seconds }));
    case 'service-level':
    case 'answered':
    case 'abandoned':
    case 'speed-of-answer':
      return loadStays(tx, window, queueId, stayConditions[figure]);
    case 'handle-time':
      return (await tx.rows(sql<Partial<WallboardRow>>`
        SELECT interaction_id AS "interactionId", conversation_id AS "conversationId", agent_id AS "agentId", started_at AS "startedAt", ended_at AS "endedAt", seconds
        FROM (${endedHandlings(tx.accountId, window)}) h WHERE queue_id = ${queueId} ORDER BY ended_at DESC, party_id DESC LIMIT ${wallboardRowsMax + 1}`)).map((row) => ({ ...nothing, ...row }));
    case 'agents':
      return (await loadQueueAgents(tx, queueId)).map(({ agentId, state }) => ({ ...nothing, agentId, state }));
    case 'occupancy': {
      const members = await loadQueueAgents(tx, queueId);
      const times = await loadAgentTimes(tx, members.map(({ agentId }) => agentId), window);
      return times.map(({ agentId, busySeconds, onlineSeconds, offlineSeconds }) => ({ ...nothing, agentId, seconds: busySeconds, onlineSeconds, offlineSeconds }));
    }
  }
}

async function loadStays(tx: Tx, window: Window, queueId: number, condition: Sql): Promise<WallboardRow[]> {
  const rows = await tx.rows(sql<Partial<WallboardRow>>`
    SELECT s.id AS "spanId", s.interaction_id AS "interactionId", i.conversation_id AS "conversationId", s.agent_id AS "agentId", s.started_at AS "startedAt", s.ended_at AS "endedAt", ${staySeconds} AS seconds, s.outcome, s.sla
    FROM interaction_spans s JOIN interactions i ON i.account_id = s.account_id AND i.id = s.interaction_id
    WHERE ${endedStays(tx.accountId, window)} AND s.queue_id = ${queueId} AND ${condition} ORDER BY s.ended_at DESC, s.id DESC LIMIT ${wallboardRowsMax + 1}`);
  return rows.map((row) => ({ ...nothing, ...row }));
}

async function withNames(tx: Tx, act: Act, rows: readonly WallboardRow[]): Promise<WallboardRow[]> {
  const { permissions } = act.actor;
  const ids = [...new Set(rows.flatMap(({ agentId }) => agentId ?? []))];
  if (ids.length === 0 || !(permissions === 'all' || permissions.has('people.read'))) return [...rows];
  const names = new Map((await tx.rows(sql<{ id: number; name: string }>`SELECT id, name FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`)).map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, agentName: row.agentId === null ? null : names.get(row.agentId) ?? null }));
}
