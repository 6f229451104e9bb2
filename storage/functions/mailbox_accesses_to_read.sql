-- The mailboxes of all accounts that are to be read through their service's own interface, before any tenant is known: ids, the protocol, and a digest that changes
-- when somebody changes the access or the directory behind it, and not when a service gives another token in the place of one. No name or secret leaves it.
CREATE OR REPLACE FUNCTION mailbox_accesses_to_read()
RETURNS TABLE (account_id bigint, channel_id bigint, protocol text, fingerprint text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT m.account_id, m.channel_id, m.protocol, md5((to_jsonb(m) - 'secret_sealed')::text || ch.is_list::text || coalesce(to_jsonb(d)::text, ''))
  FROM mailbox_accesses m
    JOIN channels ch ON ch.account_id = m.account_id AND ch.id = m.channel_id
    JOIN open_accounts a ON a.id = m.account_id
    LEFT JOIN mail_directories d ON d.account_id = m.account_id AND d.protocol = m.protocol AND (m.secret_sealed IS NULL OR m.settings ? 'consent')
  WHERE ch.kind = 'email' AND ch.disabled_at IS NULL
  ORDER BY 1, 2
$$;
ALTER FUNCTION mailbox_accesses_to_read() OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION mailbox_accesses_to_read() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mailbox_accesses_to_read() TO patchbay_app;
