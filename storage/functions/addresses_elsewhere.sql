-- Addresses of the account's enabled mailboxes under which mail that is handed over goes to another account: it had them first (address_claims). Lists are
-- left out: several may read one. Says nothing of the other account.
CREATE OR REPLACE FUNCTION addresses_elsewhere(p_account bigint) RETURNS TABLE (channel_id bigint, address text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % asks for addresses outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT ca.channel_id, ca.address
    FROM channel_addresses ca
      JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id AND ch.kind = 'email' AND ch.disabled_at IS NULL AND NOT ch.is_list
      JOIN address_claims cl ON cl.address = regexp_replace(ca.address, '^([^@+]+)\+[^@]*@', '\1@')
    WHERE ca.account_id = p_account AND cl.account_id <> p_account
    ORDER BY ca.channel_id, ca.address;
END
$$;
ALTER FUNCTION addresses_elsewhere(bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION addresses_elsewhere(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION addresses_elsewhere(bigint) TO patchbay_app;
