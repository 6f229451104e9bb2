import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { statusIds } from '../statuses/built-in.ts';

/** A line of the log that is no stay in a status: what was held out to an agent, and what became of it. */
export interface AgentMoment {
  readonly agentId: number;
  readonly activity: 'dialled' | 'offered' | 'attempted' | 'picked-up' | 'missed' | 'bounced' | 'withdrawn' | 'rejected';
  readonly mode: 'deltacast' | 'multicast' | 'cascade' | 'direct' | null;
  readonly interactionId: number;
  readonly kind: 'call' | 'chat';
  readonly reason?: string;
}

/** Writes moments of now in their order, each with the status that its agent has when it is written. One statement for all. */
export async function recordMoments(tx: Tx, act: Act, moments: readonly AgentMoment[]): Promise<void> {
  if (moments.length === 0) return;
  await tx.run(sql`
    INSERT INTO agent_activities (account_id, agent_id, activity, mode, status_id, started_at, interaction_id, kind, detail)
    SELECT ${tx.accountId}::bigint, r."agentId", r.activity, r.mode, coalesce(p.status_id, ${statusIds.offline}::int), ${act.now}::timestamptz, r."interactionId", r.kind,
      CASE WHEN r.reason IS NOT NULL THEN jsonb_build_object('reason', r.reason) END
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) AS ("agentId" bigint, activity text, mode text, "interactionId" bigint, kind text, reason text))
      WITH ORDINALITY AS r("agentId", activity, mode, "interactionId", kind, reason, nth)
    LEFT JOIN agent_presence p ON p.account_id = ${tx.accountId} AND p.agent_id = r."agentId"
    ORDER BY r.nth`);
}

export async function recordMoment(tx: Tx, act: Act, moment: AgentMoment): Promise<void> {
  await recordMoments(tx, act, [moment]);
}
