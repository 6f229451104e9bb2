-- Of shut accounts, too, unlike all other work (open_accounts): people who lost their sockets are offline, or presence would say for 30 days that they worked on.
-- Agents with a device that was not heard of in time, of all accounts, before any tenant is known. Ids only; 500 at a time, the rest at the next look.
CREATE OR REPLACE FUNCTION ended_devices(p_now timestamptz)
RETURNS TABLE (account_id bigint, agent_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT DISTINCT d.account_id, d.agent_id FROM (SELECT a.account_id, a.agent_id FROM agent_devices a WHERE a.until <= p_now ORDER BY a.until LIMIT 500) d ORDER BY 1, 2
$$;
ALTER FUNCTION ended_devices(timestamptz) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION ended_devices(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ended_devices(timestamptz) TO patchbay_app;
