-- Derives from its messages what a conversation shows: counts, times, whose turn it is, since when somebody waits. One statement for any
-- number of conversations, so an arrival in any order gives the same row. An explicit act on the turn holds until the next message.
-- A mail of ours that failed or bounced is no answer: what it answered waits again.
-- Counted for the turn: mail between us and the outside that a person wrote (core/analytics/facts has the full reply clock).
-- Each conversation is read by its own index range (LATERAL): on tables that have just been filled the planner has no statistics yet and
-- would rather scan all messages.
CREATE OR REPLACE FUNCTION refresh_conversations(p_account bigint, p_ids bigint[]) RETURNS void
  LANGUAGE sql
AS $$
  UPDATE conversations c SET
    message_count = s.total, started_at = s.started_at, last_message_at = s.last_at, last_incoming_at = s.last_in, subject = s.subject,
    waiting_since = w.since,
    turn = CASE
      WHEN c.turn_set_at IS NOT NULL AND c.turn_set_at >= coalesce(greatest(s.last_ask, s.last_answer), '-infinity') THEN c.turn
      WHEN s.last_ask IS NULL AND s.last_answer IS NULL THEN 'none'
      WHEN s.last_answer IS NULL THEN 'new'
      WHEN s.last_ask > s.last_answer THEN 'agent'
      ELSE 'customer' END
  FROM unnest(p_ids) AS wanted(id)
  CROSS JOIN LATERAL (
    SELECT count(*) AS total, min(m.at) AS started_at, max(m.at) AS last_at,
           max(m.at) FILTER (WHERE m.direction = 'incoming') AS last_in,
           max(m.at) FILTER (WHERE m.direction = 'incoming' AND NOT m.is_automatic) AS last_ask,
           max(m.at) FILTER (WHERE m.direction = 'outgoing' AND NOT m.is_automatic AND NOT m.is_bot AND NOT m.is_forward
             AND coalesce((SELECT o.state NOT IN ('failed', 'bounced') FROM outgoing_mails o WHERE o.account_id = m.account_id AND o.message_id = m.id), true)) AS last_answer,
           (array_agg(m.subject ORDER BY m.at, m.id))[1] AS subject
    FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = wanted.id AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL
    HAVING count(*) > 0
  ) s
  CROSS JOIN LATERAL (
    SELECT min(m.at) AS since FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = wanted.id AND m.direction = 'incoming' AND NOT m.is_automatic AND m.deleted_at IS NULL
      AND m.at > coalesce(s.last_answer, '-infinity')
  ) w
  WHERE c.account_id = p_account AND c.id = wanted.id
$$;
GRANT EXECUTE ON FUNCTION refresh_conversations(bigint, bigint[]) TO patchbay_app;
