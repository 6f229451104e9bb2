-- Slugs and host names of public sites, before the account is known. The table is global, so these functions alone reach it: reading gives ids by
-- the exact name, writing begins by refusing any account but the transaction's own.
CREATE OR REPLACE FUNCTION knowledge_base_at(p_kind text, p_name text) RETURNS TABLE (account_id bigint, knowledge_base_id bigint, is_current boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT ka.account_id, ka.knowledge_base_id, ka.is_current FROM knowledge_addresses ka JOIN accounts a ON a.id = ka.account_id AND a.deleted_at IS NULL
  WHERE ka.kind = p_kind AND ka.name = p_name
$$;

-- Every host name that a site has: requests for them are told apart by it.
CREATE OR REPLACE FUNCTION knowledge_domains() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT ka.name FROM knowledge_addresses ka JOIN accounts a ON a.id = ka.account_id AND a.deleted_at IS NULL WHERE ka.kind = 'domain' $$;

-- Takes a name for a base; the slug it had before goes on leading to it, a host name it had before is free again. False: another site has the name,
-- or had the slug. Null takes none, and gives up a host name.
CREATE OR REPLACE FUNCTION claim_knowledge_address(p_account bigint, p_base bigint, p_kind text, p_name text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  holder bigint;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % claims an address outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_name IS NOT NULL THEN
    INSERT INTO knowledge_addresses (kind, name, account_id, knowledge_base_id) VALUES (p_kind, p_name, p_account, p_base) ON CONFLICT DO NOTHING;
    SELECT ka.knowledge_base_id INTO holder FROM knowledge_addresses ka WHERE ka.kind = p_kind AND ka.name = p_name AND ka.account_id = p_account FOR UPDATE;
    IF holder IS DISTINCT FROM p_base THEN RETURN false; END IF;
  END IF;
  IF p_kind = 'domain' THEN
    DELETE FROM knowledge_addresses ka WHERE ka.account_id = p_account AND ka.knowledge_base_id = p_base AND ka.kind = 'domain' AND ka.name IS DISTINCT FROM p_name;
  ELSE
    UPDATE knowledge_addresses ka SET is_current = (ka.name = p_name) WHERE ka.account_id = p_account AND ka.knowledge_base_id = p_base AND ka.kind = 'slug';
  END IF;
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION release_knowledge_addresses(p_account bigint, p_base bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % releases addresses outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM knowledge_addresses ka WHERE ka.account_id = p_account AND ka.knowledge_base_id = p_base;
END
$$;

ALTER FUNCTION knowledge_base_at(text, text) OWNER TO patchbay_definer;
ALTER FUNCTION knowledge_domains() OWNER TO patchbay_definer;
ALTER FUNCTION claim_knowledge_address(bigint, bigint, text, text) OWNER TO patchbay_definer;
ALTER FUNCTION release_knowledge_addresses(bigint, bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION knowledge_base_at(text, text), knowledge_domains(), claim_knowledge_address(bigint, bigint, text, text), release_knowledge_addresses(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION knowledge_base_at(text, text), knowledge_domains(), claim_knowledge_address(bigint, bigint, text, text), release_knowledge_addresses(bigint, bigint) TO patchbay_app;
