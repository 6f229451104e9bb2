import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { QueueKind } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { stateOf } from './agent-states.ts';
import { loadStatuses } from './load-statuses.ts';
import type { AgentState } from './wallboard.ts';

/** What an agent has in hand now, or is held out to him. */
export interface AgentWorkItem {
  readonly interactionId: number;
  readonly conversationId: number;
  readonly kind: QueueKind;
  /** The span that runs: talk, hold, wrap-up ...; `offer`: held out, not taken yet. */
  readonly doing: string;
  readonly since: string;
  readonly queueId: number | null;
  readonly queueName: string | null;
}

export interface AgentBoardRow {
  readonly agentId: number;
  readonly name: string;
  readonly state: AgentState;
  readonly statusId: number;
  readonly statusName: string;
  readonly statusColor: string;
  /** In the status since; null: was never there. */
  readonly since: string | null;
  /** Who set the status, where that was another one. */
  readonly setByName: string | null;
  readonly onlineSince: string | null;
  readonly takesCalls: boolean;
  readonly takesChats: boolean;
  readonly calls: number;
  readonly chats: number;
  readonly wrapUpUntil: string | null;
  readonly queueIds: readonly number[];
  readonly work: readonly AgentWorkItem[];
}

export interface AgentBoard { readonly asOf: string; readonly agents: readonly AgentBoardRow[] }

type AgentRow = Omit<AgentBoardRow, 'statusName' | 'statusColor' | 'queueIds' | 'work'>;

/**
 * How each agent stands who works a queue or has been there: state, status with its beginning and who set it, what is in hand. By name. Five
 * statements. `queueId`: only who works it; their state is that towards it.
 */
export async function findAgentBoard(tx: Tx, act: Act, { queueId = null }: { queueId?: number | null } = {}): Promise<AgentBoard> {
  requirePermission(act, 'work.supervise');
  if (queueId !== null && !await tx.maybe(sql<object>`SELECT id FROM queues WHERE account_id = ${tx.accountId} AND id = ${queueId} AND deleted_at IS NULL`)) throw notFound('queue');
  const agents = await loadAgents(tx, queueId);
  const statuses = await loadStatuses(tx);
  const work = Map.groupBy([...await loadWork(tx), ...await loadOffers(tx)], ({ agentId }) => agentId);
  return {
    asOf: act.now,
    agents: agents.map(({ queueIds, ...agent }) => {
      const status = statuses.get(agent.statusId);
      return { ...agent, queueIds, statusName: status?.name ?? `#${agent.statusId}`, statusColor: status?.color ?? 'grey', work: (work.get(agent.agentId) ?? []).map(toItem) };
    }),
  };
}

async function loadAgents(tx: Tx, queueId: number | null): Promise<(AgentRow & { readonly queueIds: readonly number[] })[]> {
  return tx.rows(sql<AgentRow & { readonly queueIds: readonly number[] }>`
    SELECT a.id AS "agentId", a.name, ${stateOf(sql`m.is_ready`)} AS state, coalesce(p.status_id, -10) AS "statusId", p.status_since AS since, setter.name AS "setByName",
      CASE WHEN p.is_online THEN p.online_since END AS "onlineSince", coalesce(p.takes_calls, true) AS "takesCalls", coalesce(p.takes_chats, true) AS "takesChats",
      coalesce(p.calls, 0) AS calls, coalesce(p.chats, 0) AS chats, p.wrap_up_until AS "wrapUpUntil", m.queue_ids AS "queueIds"
    FROM agents a
    LEFT JOIN agent_presence p ON p.account_id = a.account_id AND p.agent_id = a.id
    LEFT JOIN LATERAL (
      SELECT coalesce(array_agg(x.queue_id ORDER BY x.queue_id), '{}')::bigint[] AS queue_ids,
        coalesce(bool_or(x.ready_since IS NOT NULL AND (${queueId}::bigint IS NULL OR x.queue_id = ${queueId})), false) AS is_ready
      FROM queue_agents x JOIN queues q ON q.account_id = x.account_id AND q.id = x.queue_id AND q.deleted_at IS NULL
      WHERE x.account_id = a.account_id AND x.agent_id = a.id) m ON true
    LEFT JOIN agent_activities s ON s.account_id = a.account_id AND s.agent_id = a.id AND s.activity = 'status' AND s.ended_at IS NULL
    LEFT JOIN agents setter ON setter.account_id = s.account_id AND setter.id = s.set_by
    WHERE a.account_id = ${tx.accountId} AND a.deactivated_at IS NULL
      AND (CASE WHEN ${queueId}::bigint IS NULL THEN p.agent_id IS NOT NULL OR m.queue_ids <> '{}' ELSE ${queueId} = ANY(m.queue_ids) END)
    ORDER BY lower(a.name), a.id`);
}

type Held = AgentWorkItem & { readonly agentId: number };

const toItem = ({ interactionId, conversationId, kind, doing, since, queueId, queueName }: Held): AgentWorkItem => ({ interactionId, conversationId, kind, doing, since, queueId, queueName });

async function loadWork(tx: Tx): Promise<Held[]> {
  return tx.rows(sql<Held>`
    SELECT s.agent_id AS "agentId", s.interaction_id AS "interactionId", i.conversation_id AS "conversationId", i.kind, s.type AS doing, s.started_at AS since, q.id AS "queueId", q.name AS "queueName"
    FROM agents a
    JOIN interaction_spans s ON s.account_id = a.account_id AND s.agent_id = a.id AND s.ended_at IS NULL
    JOIN interaction_parties p ON p.account_id = s.account_id AND p.id = s.party_id AND p.kind = 'agent'
    JOIN interactions i ON i.account_id = s.account_id AND i.id = s.interaction_id
    LEFT JOIN queues q ON q.account_id = i.account_id AND q.id = coalesce(s.queue_id, i.queue_id)
    WHERE a.account_id = ${tx.accountId} AND a.deactivated_at IS NULL ORDER BY s.started_at, s.id`);
}

async function loadOffers(tx: Tx): Promise<Held[]> {
  return tx.rows(sql<Held>`
    SELECT o.agent_id AS "agentId", o.interaction_id AS "interactionId", i.conversation_id AS "conversationId", i.kind, 'offer' AS doing, o.offered_at AS since, q.id AS "queueId", q.name AS "queueName"
    FROM agents a
    JOIN offers o ON o.account_id = a.account_id AND o.agent_id = a.id AND o.state = 'open'
    JOIN interactions i ON i.account_id = o.account_id AND i.id = o.interaction_id
    LEFT JOIN queues q ON q.account_id = o.account_id AND q.id = o.queue_id
    WHERE a.account_id = ${tx.accountId} AND a.deactivated_at IS NULL ORDER BY o.offered_at, o.id`);
}
