-- Whose an invitation to connect a mailbox is, before the account is known: its signed link names the id and nothing else.
CREATE OR REPLACE FUNCTION account_of_mailbox_invite(p_id bigint)
RETURNS TABLE (account_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT i.account_id FROM mailbox_invites i JOIN accounts a ON a.id = i.account_id
  WHERE i.id = p_id AND i.used_at IS NULL AND i.revoked_at IS NULL AND a.deleted_at IS NULL
$$;
ALTER FUNCTION account_of_mailbox_invite(bigint) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION account_of_mailbox_invite(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_of_mailbox_invite(bigint) TO patchbay_app;
