-- Whose a mail address is, before the account is known: a mail server hands over a recipient and nothing else. Ids and states by the exact
-- normalised address; three rows at most, more than one says that accounts share the address.
CREATE OR REPLACE FUNCTION channels_at(p_address text)
RETURNS TABLE (account_id bigint, channel_id bigint, is_list boolean, is_disabled boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT ch.account_id, ch.id, ch.is_list, ch.disabled_at IS NOT NULL
  FROM channel_addresses ca
    JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id
    JOIN accounts a ON a.id = ch.account_id
  WHERE ca.address = p_address AND ch.kind = 'email' AND a.deleted_at IS NULL
  ORDER BY ch.disabled_at IS NOT NULL, 1 LIMIT 3
$$;
ALTER FUNCTION channels_at(text) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION channels_at(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION channels_at(text) TO patchbay_app;
