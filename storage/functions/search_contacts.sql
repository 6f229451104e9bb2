-- Up to p_max contacts, newest first, whose name or contact point holds the text (lower case). Runs past row-level security, because no
-- trigram or LIKE operator is leakproof; the account is checked first. One or two letters hold for beginnings only: they have no trigram.
CREATE OR REPLACE FUNCTION search_contacts(p_account bigint, p_text text, p_max integer) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
  pattern text := '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  -- A number as people write it stands in its digits.
  digits text := CASE WHEN p_text ~ '^[+(]?[0-9][0-9 ()./-]+$' AND length(regexp_replace(p_text, '\D', '', 'g')) >= 3 THEN '%' || regexp_replace(p_text, '\D', '', 'g') || '%' END;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF length(p_text) < 3 THEN
    RETURN QUERY SELECT f.id FROM (
        (SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.deleted_at IS NULL AND c.name_norm >= p_text AND c.name_norm < p_text || U&'\+10FFFF' ORDER BY c.name_norm LIMIT p_max)
        UNION (SELECT p.contact_id FROM contact_points p WHERE p.account_id = p_account AND p.kind IN ('email', 'phone', 'external') AND p.value_norm >= p_text AND p.value_norm < p_text || U&'\+10FFFF' LIMIT p_max)
      ) f ORDER BY f.id DESC LIMIT p_max;
    RETURN;
  END IF;
  RETURN QUERY SELECT f.id FROM (
      SELECT c.id FROM contacts c WHERE c.account_id = p_account AND c.deleted_at IS NULL AND c.name_norm LIKE pattern
      UNION SELECT p.contact_id FROM contact_points p WHERE p.account_id = p_account AND p.value_norm LIKE pattern
      UNION SELECT p.contact_id FROM contact_points p WHERE digits IS NOT NULL AND p.account_id = p_account AND p.kind = 'phone' AND p.value_norm LIKE digits
    ) f ORDER BY f.id DESC LIMIT p_max;
END
$$;
ALTER FUNCTION search_contacts(bigint, text, integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION search_contacts(bigint, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_contacts(bigint, text, integer) TO patchbay_app;
