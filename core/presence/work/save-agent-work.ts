import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AgentWork } from '../agent-work.ts';

/**
 * Writes how an agent stands after a change, and his log with it. `before` is what `lockAgentWork` gave in this transaction.
 *
 * - Another status: the open stay ends where the new one begins (`statusSinceMs`), so that stays never overlap and leave no hole.
 * - Online or no longer: a login (with the status he comes from) or a logout, and `agents.last_login_at`.
 * - Readiness: a moment that says what he takes.
 * - `presence.changed` where anything of it is seen outside.
 *
 * `setBy`: the agent who did it, where that is another one. Capacity and weights are settings: they are not written here.
 */
export async function saveAgentWork(tx: Tx, act: Act, before: AgentWork, after: AgentWork, setBy: number | null = null): Promise<void> {
  const { agentId } = after;
  const since = new Date(after.statusSinceMs).toISOString();
  const hasNewStatus = after.statusId !== before.statusId;
  const hasNewReadiness = after.takesMessages !== before.takesMessages || after.takesCalls !== before.takesCalls || after.takesChats !== before.takesChats;
  const isSeen = hasNewStatus || hasNewReadiness || after.isOnline !== before.isOnline;
  await tx.run(sql`
    UPDATE agent_presence SET status_id = ${after.statusId}, status_since = ${since}, resume_status_id = ${after.resumeStatusId}, is_online = ${after.isOnline},
      online_since = CASE WHEN NOT ${after.isOnline}::boolean THEN NULL WHEN is_online THEN online_since ELSE ${act.now}::timestamptz END,
      takes_messages = ${after.takesMessages}, takes_calls = ${after.takesCalls}, takes_chats = ${after.takesChats}, load = ${after.load}, calls = ${after.calls}, chats = ${after.chats},
      idle_since = ${new Date(after.idleSinceMs).toISOString()}, wrap_up_until = ${after.wrapUpUntilMs === null ? null : new Date(after.wrapUpUntilMs).toISOString()}
    WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}`);
  if (!isSeen) return;
  if (hasNewStatus) {
    await tx.run(sql`
      UPDATE agent_activities SET ended_at = greatest(${since}::timestamptz, started_at) WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND activity = 'status' AND ended_at IS NULL`);
  }
  const lines = [
    // Before the stay that begins with it, so that what stands before it in the log is what he had.
    ...(after.isOnline === before.isOnline ? [] : [{ activity: after.isOnline ? 'login' : 'logout', statusId: after.isOnline ? before.statusId : after.statusId, at: act.now, setBy: null, detail: null }]),
    ...(hasNewReadiness ? [{ activity: 'readiness', statusId: after.statusId, at: act.now, setBy, detail: { messages: after.takesMessages, calls: after.takesCalls, chats: after.takesChats } }] : []),
    ...(hasNewStatus ? [{ activity: 'status', statusId: after.statusId, at: since, setBy, detail: null }] : []),
  ];
  await tx.run(sql`
    INSERT INTO agent_activities (account_id, agent_id, activity, status_id, set_by, started_at, detail)
    SELECT ${tx.accountId}::bigint, ${agentId}::bigint, r.activity, r."statusId", r."setBy", r.at, r.detail
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS (activity text, "statusId" int, "setBy" bigint, at timestamptz, detail jsonb)) WITH ORDINALITY AS r(activity, "statusId", "setBy", at, detail, nth)
    ORDER BY r.nth`);
  if (after.isOnline && !before.isOnline) await tx.run(sql`UPDATE agents SET last_login_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  await appendEvents(tx, act, [{ type: 'presence.changed', data: { agentId, statusId: after.statusId, isOnline: after.isOnline } }]);
}
