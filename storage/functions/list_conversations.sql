-- Lists and counts of conversations, each in one round trip: the first line sets the tenant. The statement is put together from fixed pieces
-- for the filters that are given, so that each is planned with the index that fits it; values are always parameters.

-- A label that more conversations carry than are worth sorting: its list walks along the index of the list and looks at each for the label
-- (a scalar subquery, which the planner cannot turn into a join); the list of a rarer one starts from the label.
CREATE OR REPLACE FUNCTION is_common_label(p_account bigint, p_label bigint) RETURNS boolean LANGUAGE sql STABLE
AS $$ SELECT count(*) > 500 FROM (SELECT FROM conversation_labels cl WHERE cl.account_id = p_account AND cl.label_id = p_label LIMIT 501) carriers $$;

-- The conditions of the filters that are given, over the alias c. $1 account, $4 ... $13 as list_conversations passes them.
CREATE OR REPLACE FUNCTION conversation_conditions(
  p_assignee bigint, p_assignee_user bigint, p_is_unassigned boolean, p_team bigint, p_channel bigint, p_label bigint, p_is_common_label boolean, p_contact bigint, p_turn text, p_priority smallint, p_is_unread boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT ' AND c.merged_into IS NULL'
    || CASE WHEN p_assignee IS NULL THEN '' ELSE ' AND c.assignee_id = $4' END
    || CASE WHEN p_assignee_user IS NULL THEN '' ELSE ' AND c.assignee_id = (SELECT a.id FROM agents a WHERE a.account_id = $1 AND a.user_id = $5)' END
    || CASE WHEN p_is_unassigned THEN ' AND c.assignee_id IS NULL' ELSE '' END
    || CASE WHEN p_team IS NULL THEN '' ELSE ' AND c.team_id = $6' END
    || CASE WHEN p_channel IS NULL THEN '' ELSE ' AND c.channel_id = $7' END
    || CASE WHEN p_label IS NULL THEN ''
         WHEN p_is_common_label THEN ' AND (SELECT true FROM conversation_labels cl WHERE cl.account_id = $1 AND cl.label_id = $8 AND cl.conversation_id = c.id LIMIT 1)'
         ELSE ' AND EXISTS (SELECT FROM conversation_labels cl WHERE cl.account_id = $1 AND cl.label_id = $8 AND cl.conversation_id = c.id)' END
    || CASE WHEN p_contact IS NULL THEN '' ELSE ' AND c.contact_id = $9' END
    || CASE WHEN p_turn IS NULL THEN '' ELSE ' AND c.turn = $10' END
    || CASE WHEN p_priority IS NULL THEN '' ELSE ' AND c.priority = $11' END
    || CASE WHEN p_is_unread IS NULL THEN '' WHEN p_is_unread THEN ' AND c.unread_count > 0' ELSE ' AND c.unread_count = 0' END
$$;

-- Up to p_limit conversations of these lives, by last message, newest first, after the given place. Each life is its own walk along
-- (account_id, life, last_message_at, id), or along the index of another filter; the walks are merged. All usual lives without a filter that
-- has an index of its own are one walk along (account_id, last_message_at, id).
CREATE OR REPLACE FUNCTION list_conversations(
  p_account bigint, p_lives text[], p_limit integer, p_before_at timestamptz, p_before_id bigint,
  p_assignee bigint, p_assignee_user bigint, p_is_unassigned boolean, p_team bigint, p_channel bigint, p_label bigint, p_contact bigint, p_turn text, p_priority smallint, p_is_unread boolean)
RETURNS SETOF conversations LANGUAGE plpgsql
AS $$
DECLARE
  conditions text;
  ordered text := ' ORDER BY c.last_message_at DESC, c.id DESC LIMIT $3';
BEGIN
  PERFORM enter_account(p_account);
  conditions := conversation_conditions(p_assignee, p_assignee_user, p_is_unassigned, p_team, p_channel, p_label, p_label IS NOT NULL AND is_common_label(p_account, p_label),
    p_contact, p_turn, p_priority, p_is_unread);
  IF p_before_at IS NOT NULL THEN
    conditions := conditions || ' AND (c.last_message_at, c.id) < ($12, $13)';
  END IF;
  RETURN QUERY EXECUTE
    CASE
      -- The lives stand in the text as in the index's condition: only so is the partial index usable.
      WHEN cardinality(p_lives) = 4 AND p_lives @> '{open,snoozed,resolved,closed}' AND p_assignee IS NULL AND p_assignee_user IS NULL AND NOT p_is_unassigned AND p_team IS NULL
        AND p_channel IS NULL AND p_contact IS NULL AND p_priority IS NULL AND (p_label IS NULL OR is_common_label(p_account, p_label))
      THEN 'SELECT c.* FROM conversations c WHERE c.account_id = $1 AND c.life IN (''open'', ''snoozed'', ''resolved'', ''closed'')' || conditions || ordered
      WHEN cardinality(p_lives) = 1 THEN 'SELECT c.* FROM conversations c WHERE c.account_id = $1 AND c.life = $2[1]' || conditions || ordered
      ELSE 'SELECT c.* FROM unnest($2) AS l(life) CROSS JOIN LATERAL (SELECT c.* FROM conversations c WHERE c.account_id = $1 AND c.life = l.life'
        || conditions || ordered || ') c' || ordered END
    USING p_account, p_lives, p_limit, p_assignee, p_assignee_user, p_team, p_channel, p_label, p_contact, p_turn, p_priority, p_before_at, p_before_id;
END
$$;

-- How many conversations of one life; at most p_cap + 1 are counted where a cap is given.
CREATE OR REPLACE FUNCTION count_conversations(
  p_account bigint, p_life text, p_cap integer,
  p_assignee bigint, p_assignee_user bigint, p_is_unassigned boolean, p_team bigint, p_channel bigint, p_label bigint, p_contact bigint, p_turn text, p_priority smallint, p_is_unread boolean)
RETURNS bigint LANGUAGE plpgsql
AS $$
DECLARE
  counted bigint;
BEGIN
  PERFORM enter_account(p_account);
  -- The life stands in the text (it is one of six known words): only so is the partial index of the open ones usable. The order costs
  -- nothing and keeps a capped count on the index of the list.
  EXECUTE 'SELECT count(*) FROM (SELECT FROM conversations c WHERE c.account_id = $1 AND c.life = ' || quote_literal(p_life)
    || conversation_conditions(p_assignee, p_assignee_user, p_is_unassigned, p_team, p_channel, p_label, p_label IS NOT NULL AND is_common_label(p_account, p_label),
      p_contact, p_turn, p_priority, p_is_unread)
    || CASE WHEN p_cap IS NULL THEN '' ELSE ' ORDER BY c.last_message_at DESC, c.id DESC LIMIT $3 + 1' END || ') counted'
    INTO counted USING p_account, p_life, p_cap, p_assignee, p_assignee_user, p_team, p_channel, p_label, p_contact, p_turn, p_priority;
  RETURN counted;
END
$$;
