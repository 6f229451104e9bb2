import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { QueueRules } from '../queue.ts';
import { queueTables, rulesColumns } from './queue-columns.ts';

export interface Assignment {
  /** Exactly one of both. */
  readonly agentId: number | null;
  readonly teamId: number | null;
  /** 1 is asked first. */
  readonly level: number;
}

export interface Skill { readonly skill: string; /** 1 to 10. */ readonly level: number }

/** A queue as an administrator sees it. */
export interface Queue extends QueueRules {
  readonly menuId: number | null;
  readonly assignments: readonly Assignment[];
  readonly skills: readonly Skill[];
  /** Who may be offered its work, and how many of them could take it now. */
  readonly agentCount: number;
  readonly readyCount: number;
  readonly waitingCount: number;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

const columns = sql`${rulesColumns}, p.menu_id AS "menuId", queues.created_at AS "createdAt", queues.deleted_at AS "deletedAt",
  coalesce((SELECT json_agg(json_build_object('agentId', s.agent_id, 'teamId', s.team_id, 'level', s.level) ORDER BY s.level, s.id)
    FROM queue_assignments s WHERE s.account_id = queues.account_id AND s.queue_id = queues.id), '[]') AS assignments,
  coalesce((SELECT json_agg(json_build_object('skill', s.skill, 'level', s.level) ORDER BY s.skill)
    FROM queue_skills s WHERE s.account_id = queues.account_id AND s.queue_id = queues.id), '[]') AS skills,
  (SELECT count(*) FROM queue_agents m WHERE m.account_id = queues.account_id AND m.queue_id = queues.id) AS "agentCount",
  (SELECT count(*) FROM queue_agents m WHERE m.account_id = queues.account_id AND m.queue_id = queues.id AND m.ready_since IS NOT NULL) AS "readyCount",
  (SELECT count(*) FROM queue_entries e WHERE e.account_id = queues.account_id AND e.queue_id = queues.id) AS "waitingCount"`;

/** All queues of the account by name; deleted ones only where asked for. */
export async function findQueues(tx: Tx, act: Act, { withDeleted = false, menuId }: { withDeleted?: boolean | undefined; menuId?: number | undefined } = {}): Promise<Queue[]> {
  requirePermission(act, 'queues.read');
  return tx.rows(sql<Queue>`
    SELECT ${columns} FROM ${queueTables} WHERE queues.account_id = ${tx.accountId} AND ${withDeleted ? sql`true` : sql`queues.deleted_at IS NULL`}
      AND ${menuId === undefined ? sql`true` : sql`p.menu_id = ${menuId}`} ORDER BY queues.name, queues.id`);
}

export async function getQueue(tx: Tx, act: Act, queueId: number): Promise<Queue> {
  requirePermission(act, 'queues.read');
  const queue = await tx.maybe(sql<Queue>`SELECT ${columns} FROM ${queueTables} WHERE queues.account_id = ${tx.accountId} AND queues.id = ${queueId} AND queues.deleted_at IS NULL`);
  if (!queue) throw notFound('queue');
  return queue;
}
