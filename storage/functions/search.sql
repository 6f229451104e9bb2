-- Search. The operators that need an index here (tsvector @@, trigram %) are not leakproof, so row-level security would keep them from being
-- index conditions: the reading functions belong to patchbay_definer, whom the policies give every row. So every condition in this file
-- carries the account, and each reading function begins by refusing any account but the transaction's own.

-- Words are made in core/desk/search (fold-text.ts, split-words.ts), the same for documents and queries: here they arrive as the text of a tsvector
-- (weights: A subject, B participants, C file names, D text; from:<word>, to:<word> and has:attachment without a place) or of a tsquery.
DROP FUNCTION IF EXISTS write_search_documents(bigint, bigint[]); -- until the words were made in TypeScript
DROP FUNCTION IF EXISTS search_query(jsonb, boolean);
DROP FUNCTION IF EXISTS search_term(jsonb);
DROP FUNCTION IF EXISTS search_words(text, text, text, text, text, boolean);
DROP FUNCTION IF EXISTS search_cut(text);
DROP FUNCTION IF EXISTS search_fold(text);
DROP FUNCTION IF EXISTS search_similar_words(bigint, jsonb);
DROP FUNCTION IF EXISTS search_messages(bigint, jsonb, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer);

-- The words of a document that typing errors are looked up among.
CREATE OR REPLACE FUNCTION search_name_words(p_words tsvector) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$ SELECT w FROM unnest(tsvector_to_array(ts_filter(p_words, '{a,b,c}'))) w WHERE length(w) BETWEEN 4 AND 40 AND w !~ '[0-9]' $$;

-- Writes the documents of these messages, each with its words (null: there is nothing to find), removes those of messages that are gone, and keeps
-- the counts of search_names: minus old, plus new. Runs as the caller, under row-level security.
CREATE OR REPLACE FUNCTION write_search_documents(p_account bigint, p_messages bigint[], p_words text[]) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
  fewer text[];
BEGIN
  WITH fresh AS MATERIALIZED (
    SELECT m.id, m.conversation_id, m.channel_id, m.at, u.words::tsvector AS words
    FROM messages m
    JOIN unnest(p_messages, p_words) u(id, words) ON u.id = m.id AND u.words IS NOT NULL
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    WHERE m.account_id = p_account AND m.id = ANY(p_messages) AND m.deleted_at IS NULL AND m.direction <> 'act'
  ), old AS MATERIALIZED (
    SELECT d.message_id, d.words FROM search_documents d WHERE d.account_id = p_account AND d.message_id = ANY(p_messages)
  ), gone AS (
    DELETE FROM search_documents d WHERE d.account_id = p_account AND d.message_id = ANY(p_messages) AND d.message_id NOT IN (SELECT id FROM fresh)
  ), put AS (
    INSERT INTO search_documents AS d (account_id, message_id, conversation_id, channel_id, month, at, words)
    SELECT p_account, id, conversation_id, channel_id, search_month(at), at, words FROM fresh ORDER BY id
    ON CONFLICT (account_id, message_id) DO UPDATE SET
      conversation_id = excluded.conversation_id, channel_id = excluded.channel_id, month = excluded.month, at = excluded.at, words = excluded.words
    WHERE (d.conversation_id, d.channel_id, d.at, d.words) IS DISTINCT FROM (excluded.conversation_id, excluded.channel_id, excluded.at, excluded.words)
  ), delta AS (
    SELECT word, sum(n)::integer AS n FROM (
      SELECT search_name_words(words) AS word, 1 AS n FROM fresh UNION ALL SELECT search_name_words(words), -1 FROM old) changes
    GROUP BY word HAVING sum(n) <> 0
  ), counted AS (
    INSERT INTO search_names AS s (account_id, word, documents) SELECT p_account, word, n FROM delta ORDER BY word
    ON CONFLICT (account_id, word) DO UPDATE SET documents = s.documents + excluded.documents
  )
  SELECT array_agg(word) INTO fewer FROM delta WHERE n < 0;
  DELETE FROM search_names s WHERE s.account_id = p_account AND s.word = ANY(fewer) AND s.documents <= 0;
END
$$;

CREATE OR REPLACE FUNCTION search_month(p_at timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (date_part('year', p_at AT TIME ZONE 'UTC') * 12 + date_part('month', p_at AT TIME ZONE 'UTC'))::integer $$;

DROP FUNCTION IF EXISTS search_messages(bigint, jsonb, boolean, text[], text[], bigint, timestamptz, timestamptz, timestamptz, bigint, integer, integer); -- before assignees
DROP FUNCTION IF EXISTS search_conversations(bigint, text[], text[], integer);
DROP FUNCTION IF EXISTS search_conversation_passes(bigint, bigint, text[], text[]);

-- Up to p_max conversations of these lives that carry all these labels and are one of these agents' (0: nobody's).
CREATE OR REPLACE FUNCTION search_conversations(p_account bigint, p_lives text[], p_labels text[], p_assignees bigint[], p_max integer) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  IF p_labels IS NOT NULL THEN
    RETURN QUERY SELECT cl.conversation_id FROM labels l JOIN conversation_labels cl ON cl.account_id = l.account_id AND cl.label_id = l.id
      WHERE l.account_id = p_account AND l.name_norm = p_labels[1]
        AND (p_lives IS NULL AND p_assignees IS NULL OR EXISTS (SELECT FROM conversations c WHERE c.account_id = p_account AND c.id = cl.conversation_id
          AND (p_lives IS NULL OR c.life = ANY(p_lives)) AND (p_assignees IS NULL OR coalesce(c.assignee_id, 0) = ANY(p_assignees))))
        AND search_has_labels(p_account, cl.conversation_id, p_labels[2:])
      LIMIT p_max;
  ELSIF p_assignees IS NULL THEN
    RETURN QUERY SELECT c.id FROM conversations c WHERE c.account_id = p_account AND c.life = ANY(p_lives) LIMIT p_max;
  ELSIF 0 = ANY(p_assignees) THEN
    RETURN QUERY SELECT c.id FROM conversations c WHERE c.account_id = p_account AND c.life = ANY(p_lives) AND coalesce(c.assignee_id, 0) = ANY(p_assignees) LIMIT p_max;
  ELSE
    RETURN QUERY SELECT c.id FROM conversations c WHERE c.account_id = p_account AND c.assignee_id = ANY(p_assignees) AND (p_lives IS NULL OR c.life = ANY(p_lives)) LIMIT p_max;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION search_has_labels(p_account bigint, p_conversation bigint, p_labels text[]) RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT count(*) = cardinality(p_labels) FROM labels l JOIN conversation_labels cl ON cl.account_id = l.account_id AND cl.label_id = l.id
  WHERE l.account_id = p_account AND l.name_norm = ANY(p_labels) AND cl.account_id = p_account AND cl.conversation_id = p_conversation
$$;

-- Whether a document may be shown under filters that too many conversations pass for them to be read first.
CREATE OR REPLACE FUNCTION search_conversation_passes(p_account bigint, p_conversation bigint, p_lives text[], p_labels text[], p_assignees bigint[]) RETURNS boolean
  LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN (p_lives IS NULL AND p_assignees IS NULL OR EXISTS (SELECT FROM conversations c WHERE c.account_id = p_account AND c.id = p_conversation
      AND (p_lives IS NULL OR c.life = ANY(p_lives)) AND (p_assignees IS NULL OR coalesce(c.assignee_id, 0) = ANY(p_assignees))))
    AND (p_labels IS NULL OR search_has_labels(p_account, p_conversation, p_labels));
END
$$;

-- The newest p_max messages that match, newest first. Bounded, however common or rare the words are:
-- 1. where life or labels leave few conversations, those are read;
-- 2. the newest 2,000 documents are looked at one by one: a common word has its page there;
-- 3. else the words are rare enough: month by month from there back, through the index (account, month, words).
-- After p_budget_ms the walk ends with a row without ids that says how far it came; once p_page messages are found it goes on only to count,
-- and ends so after p_count_ms.
DROP FUNCTION IF EXISTS search_messages(bigint, jsonb, boolean, text[], text[], bigint, timestamptz, timestamptz, timestamptz, bigint, integer, integer); -- until 0.1
CREATE OR REPLACE FUNCTION search_messages(
  p_account bigint, p_query tsquery, p_has_words boolean, p_lives text[], p_labels text[], p_assignees bigint[], p_channels bigint[], p_from timestamptz, p_to timestamptz,
  p_before_at timestamptz, p_before_id bigint, p_max integer, p_page integer, p_budget_ms integer, p_count_ms integer)
RETURNS TABLE (message_id bigint, conversation_id bigint, at timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  wanted bigint[];
  few CONSTANT integer := 2000;
  is_filtered boolean := p_lives IS NOT NULL OR p_labels IS NOT NULL OR p_assignees IS NOT NULL;
  place_at timestamptz := 'infinity';
  place_id bigint := 0;
  lower_at timestamptz := coalesce(p_from, '-infinity');
  missing integer := p_max;
  found_now integer;
  look_max integer := 2000;
  v_month integer;
  next_at timestamptz;
  until timestamptz := clock_timestamp() + make_interval(secs => p_budget_ms / 1000.0);
  count_until timestamptz := clock_timestamp() + make_interval(secs => p_count_ms / 1000.0);
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_before_at IS NOT NULL THEN
    place_at := p_before_at;
    place_id := p_before_id;
  END IF;
  IF p_to <= place_at THEN
    place_at := p_to;
    place_id := 0;
  END IF;

  IF is_filtered THEN
    wanted := ARRAY(SELECT search_conversations(p_account, p_lives, p_labels, p_assignees, few + 1));
    IF cardinality(wanted) <= few THEN
      RETURN QUERY SELECT d.message_id, d.conversation_id, d.at FROM search_documents d
        WHERE d.account_id = p_account AND d.conversation_id = ANY(wanted) AND (p_query IS NULL OR d.words @@ p_query)
          AND (d.at, d.message_id) < (place_at, place_id) AND d.at >= lower_at AND (p_channels IS NULL OR d.channel_id = ANY(p_channels))
        ORDER BY d.at DESC, d.message_id DESC LIMIT p_max;
      RETURN;
    END IF;
  END IF;

  IF NOT p_has_words THEN look_max := 20000; END IF;
  RETURN QUERY SELECT d.message_id, d.conversation_id, d.at FROM (
      SELECT * FROM search_documents n WHERE n.account_id = p_account AND (n.at, n.message_id) < (place_at, place_id) AND n.at >= lower_at
      ORDER BY n.at DESC, n.message_id DESC LIMIT look_max) d
    WHERE (p_query IS NULL OR d.words @@ p_query) AND (p_channels IS NULL OR d.channel_id = ANY(p_channels))
      AND (NOT is_filtered OR search_conversation_passes(p_account, d.conversation_id, p_lives, p_labels, p_assignees))
    LIMIT missing;
  GET DIAGNOSTICS found_now = ROW_COUNT;
  missing := missing - found_now;
  IF missing <= 0 THEN RETURN; END IF;
  SELECT n.at, n.message_id INTO place_at, place_id FROM search_documents n
    WHERE n.account_id = p_account AND (n.at, n.message_id) < (place_at, place_id) AND n.at >= lower_at
    ORDER BY n.at DESC, n.message_id DESC OFFSET look_max - 1 LIMIT 1;
  IF place_at IS NULL THEN RETURN; END IF; -- there are no more
  IF NOT p_has_words THEN
    RETURN QUERY SELECT NULL::bigint, place_id, place_at;
    RETURN;
  END IF;

  v_month := search_month(place_at);
  LOOP
    RETURN QUERY
      WITH hits AS MATERIALIZED (
        SELECT d.message_id, d.conversation_id, d.at FROM search_documents d
        WHERE d.account_id = p_account AND d.month = v_month AND d.words @@ p_query AND (p_channels IS NULL OR d.channel_id = ANY(p_channels)))
      SELECT h.message_id, h.conversation_id, h.at FROM hits h
      WHERE (h.at, h.message_id) < (place_at, place_id) AND h.at >= lower_at
        AND (NOT is_filtered OR search_conversation_passes(p_account, h.conversation_id, p_lives, p_labels, p_assignees))
      ORDER BY h.at DESC, h.message_id DESC LIMIT missing;
    GET DIAGNOSTICS found_now = ROW_COUNT;
    missing := missing - found_now;
    EXIT WHEN missing <= 0;
    -- The next month that has anything.
    next_at := make_timestamptz((v_month - 1) / 12, (v_month - 1) % 12 + 1, 1, 0, 0, 0, 'UTC');
    IF clock_timestamp() > until OR (p_max - missing >= p_page AND clock_timestamp() > count_until) THEN
      RETURN QUERY SELECT NULL::bigint, 0::bigint, next_at;
      EXIT;
    END IF;
    next_at := (SELECT n.at FROM search_documents n WHERE n.account_id = p_account AND n.at < next_at AND n.at >= lower_at ORDER BY n.at DESC, n.message_id DESC LIMIT 1);
    EXIT WHEN next_at IS NULL;
    v_month := search_month(next_at);
  END LOOP;
END
$$;

-- Words of names, subjects, participants and file names that look like a word of the query that stands in no message: a row per such word (its
-- place in p_words) and candidate. p_queries are the words as queries, each with its field. The caller judges by edit distance.
CREATE OR REPLACE FUNCTION search_similar_words(p_account bigint, p_words text[], p_queries tsquery[]) RETURNS TABLE (place integer, word text, documents integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET pg_trgm.similarity_threshold = 0.2
AS $$
#variable_conflict use_column
DECLARE
  item record;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR item IN SELECT u.wanted, u.query, u.ordinality::integer - 1 AS at FROM unnest(p_words, p_queries) WITH ORDINALITY u(wanted, query) LOOP
    CONTINUE WHEN EXISTS (SELECT FROM search_messages(p_account, item.query, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, 100, 100) s WHERE s.message_id IS NOT NULL);
    RETURN QUERY SELECT item.at, n.word, n.documents FROM search_names n
      WHERE n.account_id = p_account AND n.word % item.wanted AND length(n.word) BETWEEN length(item.wanted) - 2 AND length(item.wanted) + 2
      ORDER BY similarity(n.word, item.wanted) DESC, n.documents DESC, n.word LIMIT 50;
  END LOOP;
END
$$;

-- Counts the words of names anew from the documents. Returns how many rows it had to put right.
CREATE OR REPLACE FUNCTION recount_search_names(p_account bigint) RETURNS bigint LANGUAGE plpgsql
AS $$
DECLARE
  changed bigint;
  removed bigint;
BEGIN
  CREATE TEMP TABLE search_recount ON COMMIT DROP AS
    SELECT word, count(*)::integer AS documents FROM search_documents d CROSS JOIN LATERAL search_name_words(d.words) word WHERE d.account_id = p_account GROUP BY word;
  DELETE FROM search_names n WHERE n.account_id = p_account AND NOT EXISTS (SELECT FROM search_recount r WHERE r.word = n.word);
  GET DIAGNOSTICS removed = ROW_COUNT;
  INSERT INTO search_names AS n (account_id, word, documents) SELECT p_account, r.word, r.documents FROM search_recount r ORDER BY r.word
    ON CONFLICT (account_id, word) DO UPDATE SET documents = excluded.documents WHERE n.documents <> excluded.documents;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed + removed;
END
$$;

ALTER FUNCTION search_messages(bigint, tsquery, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) OWNER TO patchbay_definer;
ALTER FUNCTION search_similar_words(bigint, text[], tsquery[]) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION search_messages(bigint, tsquery, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_similar_words(bigint, text[], tsquery[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_messages(bigint, tsquery, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) TO patchbay_app;
GRANT EXECUTE ON FUNCTION search_similar_words(bigint, text[], tsquery[]) TO patchbay_app;
