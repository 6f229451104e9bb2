-- Up to p_max contacts, newest first and older than p_before (null: from the newest), whose name or contact point holds the text (lower case); of a company where one is
-- named, all of it where the text is ''. Runs past row-level security, because no trigram or LIKE operator is leakproof; the account is checked first, and stands in every
-- condition. One or two letters hold for beginnings only: they have no trigram. Each way of matching gives its newest p_max: what many match is found along the key,
-- what few match by the index.
DROP FUNCTION IF EXISTS lookup_contacts(bigint, text, bigint, bigint, integer);
DROP FUNCTION IF EXISTS search_contacts(bigint, text, integer);
CREATE OR REPLACE FUNCTION search_contacts(p_account bigint, p_text text, p_company bigint, p_before bigint, p_max integer) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
  pattern text := '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  -- A number as people write it stands in its digits.
  digits text := CASE WHEN p_text ~ '^[+(]?[0-9][0-9 ()./-]+$' AND length(regexp_replace(p_text, '\D', '', 'g')) >= 3 THEN '%' || regexp_replace(p_text, '\D', '', 'g') || '%' END;
  before bigint := coalesce(p_before, 9223372036854775807);
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_text = '' THEN
    RETURN QUERY SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.company_id = p_company AND c.deleted_at IS NULL AND c.id < before ORDER BY c.id DESC LIMIT p_max;
  ELSIF length(p_text) < 3 THEN
    RETURN QUERY
      WITH named AS (
        -- The index by name holds the reachable apart from the others.
        SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.deleted_at IS NULL AND c.is_reachable = ANY ('{true,false}'::boolean[]) AND c.name_norm >= p_text AND c.name_norm < p_text || U&'\+10FFFF' AND c.id < before
          AND (p_company IS NULL OR c.company_id = p_company) ORDER BY c.id DESC LIMIT p_max
      ), reached AS (
        SELECT p.contact_id AS id FROM contact_points p JOIN contacts c ON c.account_id = p_account AND c.id = p.contact_id AND c.deleted_at IS NULL AND (p_company IS NULL OR c.company_id = p_company)
        WHERE p.account_id = p_account AND p.kind IN ('email', 'phone', 'external', 'domain') AND p.value_norm >= p_text AND p.value_norm < p_text || U&'\+10FFFF' AND p.contact_id < before
        ORDER BY p.contact_id DESC LIMIT p_max
      )
      SELECT f.id FROM (SELECT id FROM named UNION SELECT id FROM reached) f ORDER BY f.id DESC LIMIT p_max;
  ELSE
    RETURN QUERY
      WITH named AS (
        SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.deleted_at IS NULL AND c.name_norm LIKE pattern AND c.id < before
          AND (p_company IS NULL OR c.company_id = p_company) ORDER BY c.id DESC LIMIT p_max
      ), reached AS (
        SELECT p.contact_id AS id FROM contact_points p JOIN contacts c ON c.account_id = p_account AND c.id = p.contact_id AND c.deleted_at IS NULL AND (p_company IS NULL OR c.company_id = p_company)
        WHERE p.account_id = p_account AND p.value_norm LIKE pattern AND p.contact_id < before ORDER BY p.contact_id DESC LIMIT p_max
      ), phoned AS (
        SELECT p.contact_id AS id FROM contact_points p JOIN contacts c ON c.account_id = p_account AND c.id = p.contact_id AND c.deleted_at IS NULL AND (p_company IS NULL OR c.company_id = p_company)
        WHERE digits IS NOT NULL AND p.account_id = p_account AND p.kind = 'phone' AND p.value_norm LIKE digits AND p.contact_id < before ORDER BY p.contact_id DESC LIMIT p_max
      )
      SELECT f.id FROM (SELECT id FROM named UNION SELECT id FROM reached UNION SELECT id FROM phoned) f ORDER BY f.id DESC LIMIT p_max;
  END IF;
END
$$;
ALTER FUNCTION search_contacts(bigint, text, bigint, bigint, integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION search_contacts(bigint, text, bigint, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_contacts(bigint, text, bigint, bigint, integer) TO patchbay_app;
