-- What calls and chats mean to the reply clock of a conversation, those of conversations merged into it included (docs/decisions/0034). A row for each
--   asks   from `at` on the customer waits for a person: a stay in a queue, a bot that handed over, a voicemail that was left. is_open: he stands in a queue at this moment.
--   talks  from `at` on a person has him
--   over   it ended, a person had talked with him and he was not waiting again: whatever was open is answered
--   bot    from `at` to `until` (null: still) a bot has him: what he writes then starts no clock
-- What another telephony handles (external) means nothing.
CREATE OR REPLACE FUNCTION line_stays(p_account bigint, p_conversation bigint)
RETURNS TABLE (what text, at timestamptz, until timestamptz, is_open boolean, interaction_id bigint, span_id bigint, kind text, agent_id bigint, queue_id bigint)
  LANGUAGE sql STABLE
AS $$
  WITH line AS (
    SELECT i.id, i.kind, i.state, i.created_at, i.ended_at, s.id AS span_id, s.type, s.started_at, s.ended_at AS span_ended_at, s.outcome, s.agent_id, s.queue_id
    FROM (SELECT p_conversation AS id UNION ALL SELECT m.id FROM conversations m WHERE m.account_id = p_account AND m.merged_into = p_conversation) c
    -- One after the other, each by the row before it (OFFSET 0): a planner that knows nothing of tables just filled would begin with all parties of the account.
    CROSS JOIN LATERAL (SELECT n.* FROM interactions n WHERE n.account_id = p_account AND n.conversation_id = c.id AND n.entry <> 'external' OFFSET 0) i
    CROSS JOIN LATERAL (SELECT n.* FROM interaction_spans n WHERE n.account_id = p_account AND n.interaction_id = i.id AND n.type IN ('queue', 'bot', 'talk', 'voicemail') OFFSET 0) s
    CROSS JOIN LATERAL (SELECT FROM interaction_parties n WHERE n.account_id = p_account AND n.id = s.party_id AND n.kind = 'customer' OFFSET 0) p)
  SELECT 'asks', l.started_at, NULL::timestamptz, l.span_ended_at IS NULL, l.id, l.span_id, l.kind, NULL::bigint, l.queue_id FROM line l WHERE l.type = 'queue'
  UNION ALL
  SELECT 'asks', l.span_ended_at, NULL, false, l.id, l.span_id, l.kind, NULL, l.queue_id FROM line l
    WHERE l.span_ended_at IS NOT NULL AND ((l.type = 'bot' AND l.outcome = 'escalated') OR (l.type = 'voicemail' AND l.state IN ('voicemail-received', 'voicemail-read')))
  UNION ALL
  SELECT 'talks', l.started_at, NULL, false, l.id, l.span_id, l.kind, l.agent_id, l.queue_id FROM line l WHERE l.type = 'talk' AND l.agent_id IS NOT NULL
  UNION ALL
  SELECT 'over', l.ended_at, NULL, false, l.id, max(l.span_id), l.kind, NULL, NULL FROM line l WHERE l.ended_at IS NOT NULL
    GROUP BY l.id, l.kind, l.ended_at HAVING bool_or(l.type = 'talk' AND l.agent_id IS NOT NULL) AND NOT bool_or(l.type = 'queue' AND l.span_ended_at = l.ended_at)
  UNION ALL
  -- Before the bot took him the customer was in the menus, which is nobody's answer to him either.
  SELECT 'bot', CASE WHEN EXISTS (SELECT FROM line b WHERE b.id = l.id AND b.type IN ('queue', 'talk') AND b.started_at < l.started_at) THEN l.started_at ELSE l.created_at END,
    l.span_ended_at, false, l.id, l.span_id, l.kind, NULL, l.queue_id FROM line l WHERE l.type = 'bot'
$$;
GRANT EXECUTE ON FUNCTION line_stays(bigint, bigint) TO patchbay_app;

-- When a bot had the conversation (bots that answer in a channel; those within a call or chat stand in line_stays), conversations merged into it included. No end: it has it.
CREATE OR REPLACE FUNCTION bot_stays_of(p_account bigint, p_conversation bigint) RETURNS TABLE (at timestamptz, until timestamptz)
  LANGUAGE sql STABLE
AS $$
  SELECT coalesce(lower(r.stay), '-infinity'), upper(r.stay)
  FROM (SELECT c.bot_stays FROM conversations c WHERE c.account_id = p_account AND c.id = p_conversation
    UNION ALL SELECT m.bot_stays FROM conversations m WHERE m.account_id = p_account AND m.merged_into = p_conversation) c
  CROSS JOIN LATERAL unnest(c.bot_stays) AS r(stay)
$$;
GRANT EXECUTE ON FUNCTION bot_stays_of(bigint, bigint) TO patchbay_app;

-- What the turn and the waiting time of a conversation follow from, by its messages and its calls and chats: the newest question, the newest answer that a person gave, and since when somebody
-- waits (null: nobody, or a bot has it; no earlier than the last hand-over by one). A mail of ours that failed or bounced is no answer: what it answered waits again. Who stands in a queue waits, whatever else was answered.
-- core/analytics/facts has the full clock (`computeClock`); a property test holds both against each other. Hash and merge joins are off as in refresh_conversations: tables that have just been filled.
CREATE OR REPLACE FUNCTION conversation_clock(p_account bigint, p_conversation bigint) RETURNS TABLE (last_ask timestamptz, last_answer timestamptz, since timestamptz)
  LANGUAGE sql STABLE
  SET enable_hashjoin = off
  SET enable_mergejoin = off
AS $$
  SELECT CASE WHEN l.is_open THEN greatest(k.ask, k.answer + interval '1 microsecond') ELSE k.ask END,
    k.answer,
    coalesce(least(CASE WHEN w.since IS NULL OR b.is_open THEN NULL ELSE greatest(w.since, b.last_until) END, (SELECT min(a.at) FROM unnest(l.asks) AS a(at) WHERE a.at > coalesce(k.answer, '-infinity'))), CASE WHEN l.is_open THEN greatest(l.open_since, k.answer) END)
  FROM (
    SELECT max(t.at) FILTER (WHERE t.what = 'asks') AS ask, max(t.at) FILTER (WHERE t.what IN ('talks', 'over')) AS answer, array_agg(t.at) FILTER (WHERE t.what = 'asks') AS asks,
      coalesce(bool_or(t.is_open), false) AS is_open, min(t.at) FILTER (WHERE t.is_open) AS open_since, range_agg(tstzrange(t.at, t.until)) FILTER (WHERE t.what = 'bot') AS bots
    FROM line_stays(p_account, p_conversation) t) l
  CROSS JOIN LATERAL (
    SELECT max(m.at) FILTER (WHERE m.direction = 'incoming' AND NOT m.is_automatic AND NOT coalesce(l.bots @> m.at, false)) AS ask,
           max(m.at) FILTER (WHERE m.direction = 'outgoing' AND NOT m.is_automatic AND NOT m.is_bot AND NOT m.is_forward
             AND (SELECT true FROM outgoing_mails o WHERE o.account_id = m.account_id AND o.message_id = m.id AND o.state IN ('failed', 'bounced')) IS NULL) AS answer
    FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = p_conversation AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL) s
  CROSS JOIN LATERAL (SELECT greatest(s.ask, l.ask) AS ask, greatest(s.answer, l.answer) AS answer) k
  CROSS JOIN LATERAL (
    SELECT min(m.at) AS since FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = p_conversation AND m.direction = 'incoming' AND NOT m.is_automatic AND m.deleted_at IS NULL
      AND m.at > coalesce(k.answer, '-infinity') AND NOT coalesce(l.bots @> m.at, false)) w
  CROSS JOIN LATERAL (SELECT coalesce(bool_or(y.until IS NULL), false) AS is_open, max(y.until) AS last_until FROM bot_stays_of(p_account, p_conversation) y) b
$$;
GRANT EXECUTE ON FUNCTION conversation_clock(bigint, bigint) TO patchbay_app;
