-- Gives committed events their position per account, in order of id within what is visible now. One caller at a time: the lease row is
-- locked first, and in a volatile function the statement after it has a snapshot of its own, which holds everything committed until then.
-- Idle calls write nothing.
CREATE OR REPLACE FUNCTION sequence_events(batch_max integer) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  sequenced integer;
BEGIN
  IF NOT EXISTS (SELECT FROM events WHERE position IS NULL) THEN
    RETURN 0;
  END IF;
  INSERT INTO leases (name, holder, until) VALUES ('sequencer', '', 'epoch') ON CONFLICT DO NOTHING;
  PERFORM FROM leases WHERE name = 'sequencer' FOR UPDATE;
  WITH pending AS (
    SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS n
    FROM (SELECT account_id, id FROM events WHERE position IS NULL ORDER BY id LIMIT batch_max) unsequenced
  ), heads AS (
    INSERT INTO event_heads AS h (account_id, position)
    SELECT account_id, count(*) FROM pending GROUP BY account_id ORDER BY account_id
    ON CONFLICT (account_id) DO UPDATE SET position = h.position + excluded.position
    RETURNING h.account_id, h.position
  ), counts AS (
    SELECT account_id, max(n) AS total FROM pending GROUP BY account_id
  )
  UPDATE events e SET position = heads.position - counts.total + pending.n
  FROM pending JOIN heads USING (account_id) JOIN counts USING (account_id)
  WHERE e.account_id = pending.account_id AND e.id = pending.id;
  GET DIAGNOSTICS sequenced = ROW_COUNT;
  RETURN sequenced;
END
$$;
ALTER FUNCTION sequence_events(integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION sequence_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sequence_events(integer) TO patchbay_app;
