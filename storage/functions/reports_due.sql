-- In which accounts a report is due, or one was asked for that has no job yet, before any tenant is known. Ids only.
CREATE OR REPLACE FUNCTION reports_due(p_now timestamptz)
RETURNS TABLE (account_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT d.account_id FROM (
    SELECT s.account_id FROM report_schedules s WHERE s.next_at <= p_now
    UNION
    SELECT r.account_id FROM report_runs r WHERE r.state = 'waiting' AND r.enqueued_at IS NULL
  ) d JOIN open_accounts a ON a.id = d.account_id ORDER BY 1
$$;
ALTER FUNCTION reports_due(timestamptz) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION reports_due(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reports_due(timestamptz) TO patchbay_app;
