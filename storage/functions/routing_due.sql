-- What routing has to do now, in all accounts, before any tenant is known: how many timers are due, and the queues in which something waits that
-- is not held out to anybody while somebody is ready for it. Ids and counts only. Nothing to do: no row.
CREATE OR REPLACE FUNCTION routing_due(p_now timestamptz)
RETURNS TABLE (account_id bigint, timers bigint, queue_ids bigint[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH due AS (
    SELECT t.account_id, count(*) AS timers FROM (SELECT t.account_id FROM routing_timers t JOIN open_accounts a ON a.id = t.account_id WHERE t.due_at <= p_now AND (t.claimed_until IS NULL OR t.claimed_until <= p_now) ORDER BY t.due_at LIMIT 1000) t GROUP BY t.account_id
  ), waiting AS (
    SELECT w.account_id, array_agg(w.queue_id ORDER BY w.queue_id) AS queue_ids
    FROM (SELECT DISTINCT e.account_id, e.queue_id FROM queue_entries e JOIN open_accounts a ON a.id = e.account_id WHERE NOT e.is_offered) w
    WHERE EXISTS (SELECT FROM queue_agents qa WHERE qa.account_id = w.account_id AND qa.queue_id = w.queue_id AND qa.ready_since IS NOT NULL AND NOT qa.is_asked)
    GROUP BY w.account_id
  )
  SELECT coalesce(d.account_id, w.account_id), coalesce(d.timers, 0), coalesce(w.queue_ids, '{}')
  FROM due d FULL JOIN waiting w ON w.account_id = d.account_id ORDER BY 1
$$;
ALTER FUNCTION routing_due(timestamptz) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION routing_due(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION routing_due(timestamptz) TO patchbay_app;

-- When the next timer of any account that nobody has in hand is due; null: there is none.
CREATE OR REPLACE FUNCTION next_routing_timer()
RETURNS timestamptz
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT t.due_at FROM routing_timers t JOIN open_accounts a ON a.id = t.account_id WHERE t.claimed_until IS NULL ORDER BY t.due_at LIMIT 1
$$;
ALTER FUNCTION next_routing_timer() OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION next_routing_timer() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_routing_timer() TO patchbay_app;
