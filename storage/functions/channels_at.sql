-- Whose a mail address is, before the account is known: a mail server hands over a recipient and nothing else. Ids and states by the exact
-- normalised address, of the one account that holds it (address_claims; p_bare: without its plus part); enabled first.
DROP FUNCTION IF EXISTS channels_at(text);
CREATE OR REPLACE FUNCTION channels_at(p_address text, p_bare text)
RETURNS TABLE (account_id bigint, channel_id bigint, is_list boolean, is_disabled boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT ch.account_id, ch.id, ch.is_list, ch.disabled_at IS NOT NULL
  FROM address_claims cl
    JOIN channel_addresses ca ON ca.account_id = cl.account_id AND ca.address = p_address
    JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id
    JOIN accounts a ON a.id = ch.account_id
  WHERE cl.address = p_bare AND ch.kind = 'email' AND a.deleted_at IS NULL
$$;
ALTER FUNCTION channels_at(text, text) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION channels_at(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION channels_at(text, text) TO patchbay_app;
