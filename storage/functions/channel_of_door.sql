-- Whose a door is, before the account is known: a page or a program outside gives the public name of a channel and nothing else. Ids and the kind of the
-- one enabled channel behind that exact name.
CREATE OR REPLACE FUNCTION channel_of_door(p_token text)
RETURNS TABLE (account_id bigint, channel_id bigint, kind text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT ch.account_id, ch.id, ch.kind
  FROM channel_doors d
    JOIN channels ch ON ch.account_id = d.account_id AND ch.id = d.channel_id
    JOIN accounts a ON a.id = ch.account_id
  WHERE d.token = p_token AND ch.disabled_at IS NULL AND a.deleted_at IS NULL
$$;
ALTER FUNCTION channel_of_door(text) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION channel_of_door(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION channel_of_door(text) TO patchbay_app;
