-- Rollups of the facts, for reports without filters over years: kept in the transaction of the facts, as minus the old, plus the new.
CREATE TABLE figure_bases (
  account_id bigint NOT NULL,
  basis text NOT NULL,
  built_to bigint,
  PRIMARY KEY (account_id)
);
COMMENT ON TABLE figure_bases IS 'By what the rollups of an account were counted (zone, goals, bands), and how far. Where it is no longer what holds, figures come from the facts.';
COMMENT ON COLUMN figure_bases.built_to IS 'The facts of conversations up to this id are in the rollups; null: of all.';

CREATE TABLE figure_rollups (
  account_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('all', 'agent', 'channel', 'direction', 'hour', 'week-hour')),
  unit text NOT NULL CHECK (unit IN ('day', 'month', 'year')),
  first date NOT NULL,
  key bigint NOT NULL,
  part text NOT NULL CHECK (part IN ('messages', 'conversations', 'firstReply', 'close')),
  counts bigint[] NOT NULL,
  PRIMARY KEY (account_id, kind, unit, first, key, part)
);
COMMENT ON TABLE figure_rollups IS 'Projection: counts and sums of the facts by local day, month and year of the account, for all of them, by agent, by channel, by direction, by hour.';
COMMENT ON COLUMN figure_rollups.first IS 'First local day of the day, month or year.';
COMMENT ON COLUMN figure_rollups.key IS 'agent, channel: the id, 0 for none; direction: 0 inbound, 1 outbound, 2 internal; hour: 0 to 23; week-hour: 0 to 167 from Monday; all: 0.';
COMMENT ON COLUMN figure_rollups.counts IS 'In the order of core/analytics/figures/figure-values.ts, which the basis fixes.';

CREATE TABLE figure_histograms (
  account_id bigint NOT NULL,
  kind text NOT NULL,
  unit text NOT NULL CHECK (unit IN ('day', 'month', 'year')),
  first date NOT NULL,
  key bigint NOT NULL,
  metric text NOT NULL CHECK (metric IN ('firstReply', 'overallReply', 'close', 'forward')),
  buckets integer[] NOT NULL,
  PRIMARY KEY (account_id, kind, unit, first, key, metric)
);
COMMENT ON TABLE figure_histograms IS 'Projection: how many spans (business seconds, no outliers) fell into each bucket; medians over years are read from it. Key and first as in figure_rollups.';
COMMENT ON COLUMN figure_histograms.buckets IS 'Pairs (bucket, count) by bucket: span_bucket says which seconds.';

-- Each bucket is 8 % wider than the one before it: the geometric middle of one is at most 4 % from any second in it. -1 holds the spans of 0 seconds.
CREATE FUNCTION span_bucket(p_seconds bigint) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN p_seconds <= 0 THEN -1 ELSE floor(ln(p_seconds::float8) / ln(1.08::float8))::integer END $$;

CREATE FUNCTION add_counts(p_a bigint[], p_b bigint[]) RETURNS bigint[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT array_agg(coalesce(a, 0) + coalesce(b, 0) ORDER BY o) FROM unnest(p_a, p_b) WITH ORDINALITY AS t(a, b, o) $$;

CREATE FUNCTION add_buckets(p_a integer[], p_b integer[]) RETURNS integer[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT coalesce(array_agg(p.e ORDER BY s.bucket, p.o), '{}')
  FROM (
    SELECT bucket, sum(n)::integer AS n
    FROM (SELECT p_a[2 * i - 1] AS bucket, p_a[2 * i] AS n FROM generate_series(1, cardinality(p_a) / 2) i
      UNION ALL SELECT p_b[2 * i - 1], p_b[2 * i] FROM generate_series(1, cardinality(p_b) / 2) i) both_sides
    GROUP BY bucket HAVING sum(n) <> 0) s
  CROSS JOIN LATERAL (VALUES (1, s.bucket), (2, s.n)) p(o, e)
$$;
GRANT EXECUTE ON FUNCTION span_bucket(bigint), add_counts(bigint[], bigint[]), add_buckets(integer[], integer[]) TO patchbay_app;
