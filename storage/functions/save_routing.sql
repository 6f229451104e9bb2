-- Everything that one transaction of routing has to write about queues, offers, timers and readiness, in one round trip: called last in the
-- transaction, and before it looks at what it wrote. The rules are in core/routing/engine; this only writes.
--   p_entries  [{interactionId, queueId, priority, rankPriority, rankAt, enteredAt, preferredAgentId, transferId, groupsOpen, attempts, isOffered}]
--   p_gone     interactions that wait no longer
--   p_offers   [{id, interactionId, queueId, agentId, mode, isExclusive, groupNumber, weight, state, offeredAt, expiresAt, endedAt, reason}], those that end first
--   p_timers   [{kind, subjectId, dueAt}], dueAt null: there is none any more
--   p_agents   [{agentId, callSince, chatSince}]: since when idle and ready for the kind; null: not ready
CREATE OR REPLACE FUNCTION save_routing(p_account bigint, p_entries jsonb, p_gone bigint[], p_offers jsonb, p_timers jsonb, p_agents jsonb)
RETURNS void LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
  IF p_gone IS NOT NULL THEN
    DELETE FROM queue_entries WHERE account_id = p_account AND interaction_id = ANY (p_gone);
  END IF;
  IF p_entries IS NOT NULL THEN
    INSERT INTO queue_entries AS e (account_id, queue_id, interaction_id, priority, rank_priority, rank_at, entered_at, preferred_agent_id, transfer_id, groups_open, attempts, is_offered)
    SELECT p_account, r."queueId", r."interactionId", r.priority, r."rankPriority", r."rankAt", r."enteredAt", r."preferredAgentId", r."transferId", r."groupsOpen", r.attempts, r."isOffered"
    FROM jsonb_to_recordset(p_entries) AS r("queueId" bigint, "interactionId" bigint, priority smallint, "rankPriority" smallint, "rankAt" timestamptz, "enteredAt" timestamptz,
      "preferredAgentId" bigint, "transferId" bigint, "groupsOpen" smallint, attempts integer, "isOffered" boolean)
    ON CONFLICT (account_id, interaction_id) DO UPDATE SET
      queue_id = excluded.queue_id, priority = excluded.priority, rank_priority = excluded.rank_priority, rank_at = excluded.rank_at, entered_at = excluded.entered_at,
      preferred_agent_id = excluded.preferred_agent_id, transfer_id = excluded.transfer_id, groups_open = excluded.groups_open, attempts = excluded.attempts, is_offered = excluded.is_offered;
  END IF;
  IF p_offers IS NOT NULL THEN
    INSERT INTO offers AS o (account_id, id, interaction_id, queue_id, agent_id, mode, is_exclusive, group_number, weight, state, offered_at, expires_at, ended_at, reason)
    SELECT p_account, r.id, r."interactionId", r."queueId", r."agentId", r.mode, r."isExclusive", r."groupNumber", r.weight, r.state, r."offeredAt", r."expiresAt", r."endedAt", r.reason
    FROM jsonb_to_recordset(p_offers) AS r(id bigint, "interactionId" bigint, "queueId" bigint, "agentId" bigint, mode text, "isExclusive" boolean, "groupNumber" smallint, weight integer, state text,
      "offeredAt" timestamptz, "expiresAt" timestamptz, "endedAt" timestamptz, reason jsonb)
    ON CONFLICT (account_id, id) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at, ended_at = excluded.ended_at;
  END IF;
  IF p_timers IS NOT NULL THEN
    DELETE FROM routing_timers t USING jsonb_to_recordset(p_timers) AS r(kind text, "subjectId" bigint, "dueAt" timestamptz)
    WHERE t.account_id = p_account AND t.kind = r.kind AND t.subject_id = r."subjectId" AND r."dueAt" IS NULL;
    INSERT INTO routing_timers (account_id, kind, subject_id, due_at)
    SELECT p_account, r.kind, r."subjectId", r."dueAt" FROM jsonb_to_recordset(p_timers) AS r(kind text, "subjectId" bigint, "dueAt" timestamptz) WHERE r."dueAt" IS NOT NULL
    ON CONFLICT (account_id, kind, subject_id) DO UPDATE SET due_at = excluded.due_at, claimed_until = NULL;
  END IF;
  IF p_agents IS NOT NULL THEN
    UPDATE queue_agents qa SET ready_since = CASE q.kind WHEN 'call' THEN a."callSince" ELSE a."chatSince" END, is_asked = a.is_asked
    FROM (
      SELECT r.*, EXISTS (SELECT FROM offers o WHERE o.account_id = p_account AND o.agent_id = r."agentId" AND o.state = 'open') AS is_asked
      FROM jsonb_to_recordset(p_agents) AS r("agentId" bigint, "callSince" timestamptz, "chatSince" timestamptz)
    ) a, queues q
    WHERE qa.account_id = p_account AND qa.agent_id = a."agentId" AND q.account_id = p_account AND q.id = qa.queue_id
      AND (qa.ready_since IS DISTINCT FROM CASE q.kind WHEN 'call' THEN a."callSince" ELSE a."chatSince" END OR qa.is_asked <> a.is_asked);
  END IF;
  IF p_offers IS NOT NULL THEN
    UPDATE queue_agents qa SET is_asked = w.is_asked
    FROM (
      SELECT a.agent_id, EXISTS (SELECT FROM offers o WHERE o.account_id = p_account AND o.agent_id = a.agent_id AND o.state = 'open') AS is_asked
      FROM (SELECT DISTINCT r."agentId" AS agent_id FROM jsonb_to_recordset(p_offers) AS r("agentId" bigint)) a
    ) w
    WHERE qa.account_id = p_account AND qa.agent_id = w.agent_id AND qa.is_asked <> w.is_asked;
  END IF;
END
$$;
GRANT EXECUTE ON FUNCTION save_routing(bigint, jsonb, bigint[], jsonb, jsonb, jsonb) TO patchbay_app;
