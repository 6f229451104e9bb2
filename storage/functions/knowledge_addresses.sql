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

-- Takes a slug for a base; the slug it had before goes on leading to it. False: another site has it, or had it.
CREATE OR REPLACE FUNCTION claim_knowledge_slug(p_account bigint, p_base bigint, p_name text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  holder bigint;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % claims an address outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO knowledge_addresses (kind, name, account_id, knowledge_base_id) VALUES ('slug', p_name, p_account, p_base) ON CONFLICT DO NOTHING;
  SELECT ka.knowledge_base_id INTO holder FROM knowledge_addresses ka WHERE ka.kind = 'slug' AND ka.name = p_name AND ka.account_id = p_account FOR UPDATE;
  IF holder IS DISTINCT FROM p_base THEN RETURN false; END IF;
  UPDATE knowledge_addresses ka SET is_current = (ka.name = p_name) WHERE ka.account_id = p_account AND ka.knowledge_base_id = p_base AND ka.kind = 'slug';
  RETURN true;
END
$$;

-- Takes a host name for a base whose token DNS says; p_tokens: all that it says there. A site whose own token is not said any more loses the name. False: the token of the site that has
-- the name is said, too.
CREATE OR REPLACE FUNCTION prove_knowledge_domain(p_account bigint, p_base bigint, p_name text, p_token text, p_tokens text[]) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % claims an address outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_token IS NULL OR NOT p_token = ANY(p_tokens) THEN RETURN false; END IF;
  INSERT INTO knowledge_addresses AS ka (kind, name, account_id, knowledge_base_id, proof) VALUES ('domain', p_name, p_account, p_base, p_token)
  ON CONFLICT (kind, name) DO UPDATE SET account_id = excluded.account_id, knowledge_base_id = excluded.knowledge_base_id, proof = excluded.proof
    WHERE (ka.account_id = excluded.account_id AND ka.knowledge_base_id = excluded.knowledge_base_id) OR NOT ka.proof = ANY(p_tokens);
  RETURN FOUND;
END
$$;

-- Gives up a base's host name, whichever it is.
CREATE OR REPLACE FUNCTION release_knowledge_domain(p_account bigint, p_base bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'account % releases addresses outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM knowledge_addresses ka WHERE ka.account_id = p_account AND ka.knowledge_base_id = p_base AND ka.kind = 'domain';
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
ALTER FUNCTION claim_knowledge_slug(bigint, bigint, text) OWNER TO patchbay_definer;
ALTER FUNCTION prove_knowledge_domain(bigint, bigint, text, text, text[]) OWNER TO patchbay_definer;
ALTER FUNCTION release_knowledge_domain(bigint, bigint) OWNER TO patchbay_definer;
ALTER FUNCTION release_knowledge_addresses(bigint, bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION knowledge_base_at(text, text), knowledge_domains(), claim_knowledge_slug(bigint, bigint, text), prove_knowledge_domain(bigint, bigint, text, text, text[]), release_knowledge_domain(bigint, bigint), release_knowledge_addresses(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION knowledge_base_at(text, text), knowledge_domains(), claim_knowledge_slug(bigint, bigint, text), prove_knowledge_domain(bigint, bigint, text, text, text[]), release_knowledge_domain(bigint, bigint), release_knowledge_addresses(bigint, bigint) TO patchbay_app;
