import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MenuKind } from '../menus/menu.ts';
import type { QueueKind } from '../queue.ts';

/** A queue whose work an agent may be offered. */
export interface AgentQueue {
  readonly agentId: number;
  readonly queueId: number;
  readonly kind: QueueKind;
  readonly name: string;
  readonly lang: string;
  readonly level: number;
  /** The leaf that leads to it; null: none does. */
  readonly menu: {
    readonly id: number; readonly name: string; readonly parentId: number | null; readonly position: number; readonly kind: MenuKind;
    readonly outputMessage: string | null; readonly isHidden: boolean; readonly deletedAt: string | null;
  } | null;
}

interface Row { agentId: number; queueId: number; kind: QueueKind; name: string; lang: string; level: number; menu: AgentQueue['menu'] }

/** The queues of these agents by effective membership, without deleted ones; by agent, then queue. */
export async function findAgentQueues(tx: Tx, act: Act, agentIds: readonly number[]): Promise<AgentQueue[]> {
  requirePermission(act, 'queues.read');
  if (agentIds.length === 0) return [];
  return tx.rows(sql<Row>`
    SELECT m.agent_id AS "agentId", q.id AS "queueId", q.kind, q.name, q.lang, m.level,
      CASE WHEN n.id IS NULL THEN NULL ELSE json_build_object('id', n.id, 'name', n.name, 'parentId', n.parent_id, 'position', n.position, 'kind', n.kind,
        'outputMessage', n.output_message, 'isHidden', n.is_hidden, 'deletedAt', n.deleted_at) END AS menu
    FROM queue_agents m
    JOIN queues q ON q.account_id = m.account_id AND q.id = m.queue_id AND q.deleted_at IS NULL
    LEFT JOIN menu_paths p ON p.account_id = q.account_id AND p.id = q.menu_path_id
    LEFT JOIN menus n ON n.account_id = p.account_id AND n.id = p.menu_id
    WHERE m.account_id = ${tx.accountId} AND m.agent_id = ANY(${[...agentIds]}::bigint[])
    ORDER BY m.agent_id, q.id`);
}
