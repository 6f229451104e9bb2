-- Copies of facts in the memory of servers learn from here what they have to read again.
CREATE TABLE fact_changes (
  account_id bigint NOT NULL,
  changed xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id bigint GENERATED ALWAYS AS IDENTITY,
  conversation_ids bigint[] NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, changed, id)
);
COMMENT ON TABLE fact_changes IS 'Whose facts were written, moved or deleted, one row for each round of it. Kept for a day; copies live for minutes.';
COMMENT ON COLUMN fact_changes.changed IS 'The transaction that did it. Who read at a snapshot reads on from the oldest transaction that was under way then (its xmin): whatever that snapshot did not show has this number or a higher one.';
