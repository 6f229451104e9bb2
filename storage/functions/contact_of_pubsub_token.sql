-- Which contact a pubsub token names, before the account is known: the channel's name for him and ids, of an enabled channel; nothing for a contact that was deleted.
CREATE OR REPLACE FUNCTION contact_of_pubsub_token(p_token text)
RETURNS TABLE (account_id bigint, channel_id bigint, source_id text, contact_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.account_id, s.channel_id, s.source_id, s.contact_id
  FROM contact_sources s
    JOIN channels ch ON ch.account_id = s.account_id AND ch.id = s.channel_id
    JOIN contacts c ON c.account_id = s.account_id AND c.id = s.contact_id
    JOIN accounts a ON a.id = s.account_id
  WHERE s.pubsub_token = p_token AND ch.disabled_at IS NULL AND c.deleted_at IS NULL AND a.deleted_at IS NULL
$$;
ALTER FUNCTION contact_of_pubsub_token(text) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION contact_of_pubsub_token(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contact_of_pubsub_token(text) TO patchbay_app;
