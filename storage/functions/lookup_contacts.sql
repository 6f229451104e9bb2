-- Contacts by the beginning of a word of the name, of an address, of what follows its @, or of a phone number; by id, after p_after. Trigrams are not
-- leakproof: the function belongs to patchbay_definer, carries the account in every condition, and refuses any account but the transaction's own.
-- p_text: lower case. Each way of matching gives its first p_max by id; what many match is found along the key, what few match by the index.
CREATE OR REPLACE FUNCTION lookup_contacts(p_account bigint, p_text text, p_company bigint, p_after bigint, p_max integer) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
  literal text := replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_');
  digits text := regexp_replace(p_text, '[^0-9]', '', 'g');
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_text = '' THEN
    RETURN QUERY SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.company_id = p_company AND c.deleted_at IS NULL AND c.id > p_after ORDER BY c.id LIMIT p_max;
    RETURN;
  END IF;
  RETURN QUERY
    WITH named AS (
      SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.deleted_at IS NULL AND c.id > p_after
        AND (c.name_norm LIKE literal || '%' OR c.name_norm LIKE '% ' || literal || '%') ORDER BY c.id LIMIT p_max
    ), reached AS (
      SELECT p.contact_id AS id FROM contact_points p WHERE p.account_id = p_account AND p.kind IN ('email', 'external') AND p.contact_id > p_after
        AND p.value_norm >= p_text AND p.value_norm < p_text || chr(1114111) ORDER BY p.contact_id LIMIT p_max
    ), at_domain AS (
      SELECT p.contact_id AS id FROM contact_points p WHERE p_text LIKE '%.%' AND p.account_id = p_account AND p.kind = 'email' AND p.contact_id > p_after
        AND split_part(p.value_norm, '@', -1) = ltrim(p_text, '@') ORDER BY p.contact_id LIMIT p_max
    ), phoned AS (
      SELECT p.contact_id AS id FROM contact_points p WHERE length(digits) >= 3 AND p.account_id = p_account AND p.kind = 'phone' AND p.contact_id > p_after
        AND p.value_norm >= digits AND p.value_norm < digits || 'a' ORDER BY p.contact_id LIMIT p_max
    )
    SELECT c.id FROM (SELECT id FROM named UNION SELECT id FROM reached UNION SELECT id FROM at_domain UNION SELECT id FROM phoned) found
    JOIN contacts c ON c.account_id = p_account AND c.id = found.id AND c.deleted_at IS NULL
    WHERE p_company IS NULL OR c.company_id = p_company
    ORDER BY c.id LIMIT p_max;
END
$$;
ALTER FUNCTION lookup_contacts(bigint, text, bigint, bigint, integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION lookup_contacts(bigint, text, bigint, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_contacts(bigint, text, bigint, bigint, integer) TO patchbay_app;
