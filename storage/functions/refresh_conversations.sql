-- Derives from its messages what a conversation shows: counts, times, whose turn it is, since when somebody waits. One statement for any
-- number of conversations, so an arrival in any order gives the same row. An explicit act on the turn holds until the next message.
-- Counted for the turn: mail between us and the outside that a person wrote (core/analytics/facts has the full reply clock).
CREATE OR REPLACE FUNCTION refresh_conversations(p_account bigint, p_ids bigint[]) RETURNS void
  LANGUAGE sql
AS $$
  WITH mail AS (
    SELECT m.conversation_id, m.id, m.at, m.direction, m.subject, m.is_forward,
           (m.direction = 'incoming' AND NOT m.is_automatic) AS asks,
           (m.direction = 'outgoing' AND NOT m.is_automatic AND NOT m.is_bot AND NOT m.is_forward) AS answers
    FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = ANY(p_ids) AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL
  ), sums AS (
    SELECT conversation_id, count(*) AS total, min(at) AS started_at, max(at) AS last_at, max(at) FILTER (WHERE direction = 'incoming') AS last_in,
           max(at) FILTER (WHERE asks) AS last_ask, max(at) FILTER (WHERE answers) AS last_answer,
           (array_agg(subject ORDER BY at, id))[1] AS subject
    FROM mail GROUP BY conversation_id
  ), waits AS (
    SELECT m.conversation_id, min(m.at) AS since FROM mail m JOIN sums s USING (conversation_id)
    WHERE m.asks AND m.at > coalesce(s.last_answer, '-infinity') GROUP BY m.conversation_id
  )
  UPDATE conversations c SET
    message_count = s.total, started_at = s.started_at, last_message_at = s.last_at, last_incoming_at = s.last_in, subject = s.subject,
    waiting_since = w.since,
    turn = CASE
      WHEN c.turn_set_at IS NOT NULL AND c.turn_set_at >= greatest(s.last_ask, s.last_answer) THEN c.turn
      WHEN s.last_ask IS NULL AND s.last_answer IS NULL THEN 'none'
      WHEN s.last_answer IS NULL THEN 'new'
      WHEN s.last_ask > s.last_answer THEN 'agent'
      ELSE 'customer' END
  FROM sums s LEFT JOIN waits w USING (conversation_id)
  WHERE c.account_id = p_account AND c.id = s.conversation_id
$$;
GRANT EXECUTE ON FUNCTION refresh_conversations(bigint, bigint[]) TO patchbay_app;
