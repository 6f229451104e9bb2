import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Candidate } from './choose-agent.ts';

export interface AssignmentReason {
  readonly agentId: number;
  readonly mode: 'round-robin' | 'balanced';
  readonly at: string;
  /** Everybody who was asked about, as he stood then. */
  readonly candidates: readonly Candidate[];
}

/** Why the conversation was given to whom it was given last by itself; null: it never was. */
export async function getAssignmentReason(tx: Tx, act: Act, conversationId: number): Promise<AssignmentReason | null> {
  requirePermission(act, 'conversations.read');
  const row = await tx.maybe(sql<{ id: number }>`
    SELECT c.id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!row) throw notFound('conversation');
  return tx.maybe(sql<AssignmentReason>`
    SELECT agent_id AS "agentId", mode, at, candidates FROM auto_assignments WHERE account_id = ${tx.accountId} AND conversation_id = ${row.id} ORDER BY id DESC LIMIT 1`);
}
