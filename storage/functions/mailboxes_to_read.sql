-- The mailboxes of all accounts that are to be read, before any tenant is known: ids, and a digest that changes when somebody changes the
-- connection (a secret that a token endpoint replaced is no such change). No
-- host, name or secret leaves it.
CREATE OR REPLACE FUNCTION mailboxes_to_read()
RETURNS TABLE (account_id bigint, channel_id bigint, fingerprint text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT c.account_id, c.channel_id, md5((to_jsonb(c) - 'secret_sealed')::text || ch.is_list::text)
  FROM channel_connections c
    JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    JOIN open_accounts a ON a.id = c.account_id
  WHERE c.kind = 'imap' AND ch.kind = 'email' AND ch.disabled_at IS NULL
  ORDER BY 1, 2
$$;
ALTER FUNCTION mailboxes_to_read() OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION mailboxes_to_read() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mailboxes_to_read() TO patchbay_app;
