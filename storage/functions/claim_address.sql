-- The account under which mail for an address is taken, claimed for p_account where it is free: no enabled mail channel of its holder has the address or a plus
-- part of it. True: it is p_account's now. The row is locked until commit, so of two at once the later one sees what the earlier did.
-- p_address: normalised, without its plus part. p_disabled_before: a channel disabled since then still holds its addresses; null: only enabled ones do.
DROP FUNCTION IF EXISTS claim_address(bigint, text); -- until channels that were only disabled kept theirs for a time
CREATE OR REPLACE FUNCTION claim_address(p_account bigint, p_address text, p_disabled_before timestamptz) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  holder bigint;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % claims an address outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO address_claims (address, account_id) VALUES (p_address, p_account) ON CONFLICT DO NOTHING;
  SELECT account_id INTO holder FROM address_claims WHERE address = p_address FOR UPDATE;
  IF holder = p_account THEN RETURN true; END IF;
  -- A statement of its own, after the lock: it sees what its last holder committed.
  IF EXISTS (
    SELECT FROM channel_addresses ca
      JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id AND ch.kind = 'email' AND (ch.disabled_at IS NULL OR ch.disabled_at > p_disabled_before)
      JOIN accounts a ON a.id = ca.account_id AND a.deleted_at IS NULL
    WHERE ca.account_id = holder AND regexp_replace(ca.address, '^([^@+]+)\+[^@]*@', '\1@') = p_address
  ) THEN RETURN false; END IF;
  UPDATE address_claims SET account_id = p_account, claimed_at = now() WHERE address = p_address;
  RETURN true;
END
$$;
ALTER FUNCTION claim_address(bigint, text, timestamptz) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION claim_address(bigint, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_address(bigint, text, timestamptz) TO patchbay_app;
