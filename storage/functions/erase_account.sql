-- Erasing an account, step by step: the app role may neither delete events nor the audit log, and here only of an account whose erasure has begun.
CREATE OR REPLACE FUNCTION require_erasure(p_account bigint) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM account_erasures e JOIN accounts a ON a.id = e.account_id WHERE e.account_id = p_account AND e.begun_at IS NOT NULL AND a.deleted_at IS NOT NULL) THEN
    RAISE EXCEPTION 'account % is not being erased', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;
ALTER FUNCTION require_erasure(bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION require_erasure(bigint) FROM PUBLIC;

-- Deletes up to p_max rows of the account from a table that has an account_id. Rows that others of the same table refer to go after those; where they refer to each other in a circle, all go at once. Gives how many went.
CREATE OR REPLACE FUNCTION erase_account_rows(p_account bigint, p_table text, p_max integer) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  unreferred text;
  gone bigint;
BEGIN
  PERFORM require_erasure(p_account);
  IF p_table IN ('accounts', 'account_erasures') OR NOT EXISTS (
    SELECT FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = p_table
  ) THEN RAISE EXCEPTION 'no rows of accounts are in %', p_table USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT coalesce(string_agg(format(' AND NOT EXISTS (SELECT FROM %I c WHERE c.account_id = $1 AND c.ctid <> t.ctid AND %s)', p_table,
    (SELECT string_agg(format('c.%I = t.%I', mine.attname, theirs.attname), ' AND ') FROM unnest(k.conkey, k.confkey) AS u(mine, theirs)
       JOIN pg_attribute mine ON mine.attrelid = k.conrelid AND mine.attnum = u.mine JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = u.theirs)), ''), '')
    INTO unreferred FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = k.confrelid AND k.conrelid = format('public.%I', p_table)::regclass;
  EXECUTE format('DELETE FROM %1$I d WHERE d.account_id = $1 AND d.ctid = ANY(ARRAY(SELECT t.ctid FROM %1$I t WHERE t.account_id = $1%2$s LIMIT $2))', p_table, unreferred) USING p_account, p_max;
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone = 0 AND unreferred <> '' THEN
    EXECUTE format('DELETE FROM %I WHERE account_id = $1', p_table) USING p_account;
    GET DIAGNOSTICS gone = ROW_COUNT;
  END IF;
  RETURN gone;
END
$$;
ALTER FUNCTION erase_account_rows(bigint, text, integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION erase_account_rows(bigint, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_account_rows(bigint, text, integer) TO patchbay_app;

-- Deletes the users who were never a member of any other account, with all their ways in; whom a row of another account names all the same is forgotten instead: name, address and ways in go out of his row. Before the account's
-- memberships go: they say who.
CREATE OR REPLACE FUNCTION erase_account_users(p_account bigint) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  own bigint[];
  one bigint;
BEGIN
  PERFORM require_erasure(p_account);
  own := ARRAY(SELECT m.user_id FROM memberships m WHERE m.account_id = p_account AND NOT EXISTS (SELECT FROM memberships o WHERE o.user_id = m.user_id AND o.account_id <> p_account) ORDER BY 1);
  DELETE FROM sign_in_links WHERE user_id = ANY(own);
  DELETE FROM recovery_codes WHERE user_id = ANY(own);
  DELETE FROM identities WHERE user_id = ANY(own);
  DELETE FROM password_resets WHERE user_id = ANY(own);
  DELETE FROM sessions WHERE user_id = ANY(own);
  DELETE FROM tokens WHERE user_id = ANY(own);
  DELETE FROM invitations WHERE account_id = p_account;
  DELETE FROM platform_grants WHERE noun = 'user' AND target_id = ANY(own);
  DELETE FROM memberships WHERE user_id = ANY(own);
  FOREACH one IN ARRAY own LOOP
    BEGIN
      DELETE FROM users WHERE id = one;
    EXCEPTION WHEN foreign_key_violation THEN
      UPDATE users SET name = 'Deleted user', email = format('deleted-%s@users.invalid', one), email_norm = format('deleted-%s@users.invalid', one), zone = NULL, password_hash = NULL, totp_sealed = NULL,
        totp_confirmed_at = NULL, totp_last_step = NULL, disabled_at = coalesce(disabled_at, now()) WHERE id = one;
    END;
  END LOOP;
  RETURN cardinality(own);
END
$$;
ALTER FUNCTION erase_account_users(bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION erase_account_users(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_account_users(bigint) TO patchbay_app;

-- Last: the account itself, and what programs may see of it.
CREATE OR REPLACE FUNCTION erase_account_itself(p_account bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM require_erasure(p_account);
  DELETE FROM platform_grants WHERE noun = 'account' AND target_id = p_account;
  DELETE FROM accounts WHERE id = p_account;
END
$$;
ALTER FUNCTION erase_account_itself(bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION erase_account_itself(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_account_itself(bigint) TO patchbay_app;
