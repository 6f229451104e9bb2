-- Whose turn it is, by the newest question and the newest answer that a person wrote. An explicit act on it holds until the next message.
CREATE OR REPLACE FUNCTION derived_turn(p_turn text, p_set_at timestamptz, p_last_ask timestamptz, p_last_answer timestamptz) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE
    WHEN p_set_at IS NOT NULL AND p_set_at >= coalesce(greatest(p_last_ask, p_last_answer), '-infinity') THEN p_turn
    WHEN p_last_ask IS NULL AND p_last_answer IS NULL THEN 'none'
    WHEN p_last_answer IS NULL THEN 'new'
    WHEN p_last_ask > p_last_answer THEN 'agent'
    ELSE 'customer' END
$$;
GRANT EXECUTE ON FUNCTION derived_turn(text, timestamptz, timestamptz, timestamptz) TO patchbay_app;

-- Derives what a conversation shows: counts, times and what is unread from its messages; whose turn it is and since when somebody waits from its messages, calls and chats
-- (conversation_clock). One statement for any number of conversations, so an arrival in any order gives the same row; a row that says so already is not written again.
-- Each conversation is read by its own index range (LATERAL, and no hash or merge join): on tables that have just been filled the planner
-- has no statistics yet and would rather scan all messages and all conversations of the account.
CREATE OR REPLACE FUNCTION refresh_conversations(p_account bigint, p_ids bigint[]) RETURNS void
  LANGUAGE sql
  SET enable_hashjoin = off
  SET enable_mergejoin = off
AS $$
  UPDATE conversations c SET
    message_count = s.total, started_at = s.started_at, last_message_at = s.last_at, last_incoming_at = s.last_in, subject = s.subject,
    waiting_since = w.since, unread_count = s.unread, turn = derived_turn(c.turn, c.turn_set_at, w.last_ask, w.last_answer)
  FROM unnest(p_ids) AS wanted(id)
  CROSS JOIN LATERAL (SELECT g.read_at FROM conversations g WHERE g.account_id = p_account AND g.id = wanted.id LIMIT 1) r
  CROSS JOIN LATERAL (
    SELECT count(*) AS total, min(m.at) AS started_at, max(m.at) AS last_at,
           max(m.at) FILTER (WHERE m.direction = 'incoming') AS last_in,
           -- A backfill and an import bring what is old: nobody has to look at that.
           count(*) FILTER (WHERE m.direction = 'incoming' AND m.batch_id IS NULL AND m.at > m.stored_at - interval '1 day'
             AND m.stored_at > coalesce(r.read_at, '-infinity')) AS unread,
           (array_agg(m.subject ORDER BY m.at, m.id))[1] AS subject
    FROM messages m
    WHERE m.account_id = p_account AND m.conversation_id = wanted.id AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL
    HAVING count(*) > 0
  ) s
  CROSS JOIN LATERAL conversation_clock(p_account, wanted.id) w
  WHERE c.account_id = p_account AND c.id = wanted.id
    AND (c.message_count, c.started_at, c.last_message_at, c.last_incoming_at, c.subject, c.waiting_since, c.unread_count, c.turn)
      IS DISTINCT FROM (s.total, s.started_at, s.last_at, s.last_in, s.subject, w.since, s.unread, derived_turn(c.turn, c.turn_set_at, w.last_ask, w.last_answer))
$$;
GRANT EXECUTE ON FUNCTION refresh_conversations(bigint, bigint[]) TO patchbay_app;
