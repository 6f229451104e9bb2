-- Up to p_limit conversations of these lives in which somebody waits, the longest first, after the given place. Each life is its own walk along
-- (account_id, life, waiting_since, id); the walks are merged. Filters as in list_conversations.
CREATE OR REPLACE FUNCTION list_waiting_conversations(
  p_account bigint, p_lives text[], p_limit integer, p_after_at timestamptz, p_after_id bigint,
  p_assignee bigint, p_assignee_user bigint, p_is_unassigned boolean, p_team bigint, p_channel bigint, p_label bigint, p_contact bigint, p_turn text, p_priority smallint, p_is_unread boolean)
RETURNS SETOF conversations LANGUAGE plpgsql
AS $$
DECLARE
  conditions text;
  ordered text := ' ORDER BY c.waiting_since, c.id LIMIT $3';
BEGIN
  PERFORM enter_account(p_account);
  conditions := ' AND c.waiting_since IS NOT NULL' || conversation_conditions(p_assignee, p_assignee_user, p_is_unassigned, p_team, p_channel, p_label,
    p_label IS NOT NULL AND is_common_label(p_account, p_label), p_contact, p_turn, p_priority, p_is_unread);
  IF p_after_at IS NOT NULL THEN
    conditions := conditions || ' AND (c.waiting_since, c.id) > ($12, $13)';
  END IF;
  RETURN QUERY EXECUTE
    'SELECT c.* FROM unnest($2) AS l(life) CROSS JOIN LATERAL (SELECT c.* FROM conversations c WHERE c.account_id = $1 AND c.life = l.life'
      || conditions || ordered || ') c' || ordered
    USING p_account, p_lives, p_limit, p_assignee, p_assignee_user, p_team, p_channel, p_label, p_contact, p_turn, p_priority, p_after_at, p_after_id;
END
$$;

-- How many conversations of one life wait; at most p_cap + 1 are counted.
CREATE OR REPLACE FUNCTION count_waiting_conversations(
  p_account bigint, p_life text, p_cap integer,
  p_assignee bigint, p_assignee_user bigint, p_is_unassigned boolean, p_team bigint, p_channel bigint, p_label bigint, p_contact bigint, p_turn text, p_priority smallint, p_is_unread boolean)
RETURNS bigint LANGUAGE plpgsql
AS $$
DECLARE
  counted bigint;
BEGIN
  PERFORM enter_account(p_account);
  EXECUTE 'SELECT count(*) FROM (SELECT FROM conversations c WHERE c.account_id = $1 AND c.life = $2 AND c.waiting_since IS NOT NULL'
    || conversation_conditions(p_assignee, p_assignee_user, p_is_unassigned, p_team, p_channel, p_label, p_label IS NOT NULL AND is_common_label(p_account, p_label),
      p_contact, p_turn, p_priority, p_is_unread) || ' ORDER BY c.waiting_since, c.id LIMIT $3 + 1) counted'
    INTO counted USING p_account, p_life, p_cap, p_assignee, p_assignee_user, p_team, p_channel, p_label, p_contact, p_turn, p_priority;
  RETURN counted;
END
$$;
