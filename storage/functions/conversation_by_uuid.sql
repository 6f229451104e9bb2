-- Whose a conversation is, before the account is known: a customer comes with a link that names the uuid and nothing else. Ids only, of one that
-- is there; of a merged one what it was merged into.
CREATE OR REPLACE FUNCTION conversation_by_uuid(p_uuid uuid)
RETURNS TABLE (account_id bigint, conversation_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT c.account_id, t.id
  FROM conversations c
    JOIN accounts a ON a.id = c.account_id AND a.deleted_at IS NULL
    JOIN conversations t ON t.account_id = c.account_id AND t.id = coalesce(c.merged_into, c.id) AND t.life <> 'deleted'
  WHERE c.uuid = p_uuid
$$;
ALTER FUNCTION conversation_by_uuid(uuid) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION conversation_by_uuid(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION conversation_by_uuid(uuid) TO patchbay_app;
