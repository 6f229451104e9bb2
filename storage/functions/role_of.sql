-- The role of a member, before the tenant is known: a door learns who a token or a session stands for in one round trip. Gives one row by
-- both keys and nothing else.
CREATE OR REPLACE FUNCTION role_of(p_account bigint, p_role bigint)
RETURNS TABLE (role_name text, role_permissions text[], role_is_built_in boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT name, permissions, is_built_in FROM roles WHERE account_id = p_account AND id = p_role
$$;
ALTER FUNCTION role_of(bigint, bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION role_of(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION role_of(bigint, bigint) TO patchbay_app;
