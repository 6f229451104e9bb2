-- Search. The operators that need an index here (tsvector @@, trigram %) are not leakproof, so row-level security would keep them from being
-- index conditions: the reading functions belong to patchbay_definer, whom the policies give every row. So every condition in this file
-- carries the account, and each reading function begins by refusing any account but the transaction's own.

-- One form for documents and queries: compatibility characters and accents folded, lower case, everything but letters, digits and marks a
-- space; each Han and Kana character a word, so that such text is found by phrase. An address becomes a row of words: bo@example.com is
-- found by the phrase "bo example com".
CREATE OR REPLACE FUNCTION search_fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
  SELECT regexp_replace(lower((CASE WHEN octet_length(p_text) = length(p_text) THEN p_text
      ELSE regexp_replace(unaccent('unaccent', normalize(p_text, NFKC)), '([぀-ヿ㐀-䶿一-鿿])', ' \1 ', 'g') END) COLLATE pg_c_utf8),
    '[[:space:][:punct:][:cntrl:]\u00ad\u200b-\u200f\u2060\ufeff]+', ' ', 'g')
$$;

-- A tsvector holds 1 MB of words and no more, and a mail's sender decides how long its lines are: at most 50,000 bytes of each.
CREATE OR REPLACE FUNCTION search_cut(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN octet_length(p_text) <= 50000 THEN p_text ELSE left(p_text, 12500) END $$;

-- The words of one message. Weights: A subject, B participants, C file names, D text. from:<word>, to:<word> and has:attachment stand beside
-- them without a place: no word of a text holds a colon.
CREATE OR REPLACE FUNCTION search_words(p_subject text, p_senders text, p_recipients text, p_files text, p_text text, p_has_attachments boolean)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
DECLARE
  senders text := search_cut(search_fold(p_senders));
  recipients text := search_cut(search_fold(p_recipients));
  body text := left(search_fold(p_text), 250000);
  body_words tsvector := to_tsvector('simple', body);
BEGIN
  IF pg_column_size(body_words) > 400000 THEN body_words := to_tsvector('simple', left(body, 60000)); END IF;
  RETURN setweight(to_tsvector('simple', search_cut(search_fold(p_subject))), 'A') || setweight(to_tsvector('simple', senders || ' ' || recipients), 'B')
    || setweight(to_tsvector('simple', search_cut(search_fold(p_files))), 'C') || body_words
    || array_to_tsvector(ARRAY(SELECT DISTINCT 'from:' || left(w, 100) FROM unnest(string_to_array(senders, ' ')) w WHERE w <> ''
        UNION SELECT DISTINCT 'to:' || left(w, 100) FROM unnest(string_to_array(recipients, ' ')) w WHERE w <> ''
        UNION SELECT 'has:attachment' WHERE p_has_attachments));
END
$$;

-- The words of a document that typing errors are looked up among.
CREATE OR REPLACE FUNCTION search_name_words(p_words tsvector) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$ SELECT w FROM unnest(tsvector_to_array(ts_filter(p_words, '{a,b,c}'))) w WHERE length(w) BETWEEN 4 AND 40 AND w !~ '[0-9]' $$;

-- Writes the documents of these messages anew, removes those of messages that are gone, and keeps the counts of search_names: minus old,
-- plus new. Runs as the caller, under row-level security.
CREATE OR REPLACE FUNCTION write_search_documents(p_account bigint, p_messages bigint[]) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
  fewer text[];
BEGIN
  WITH fresh AS MATERIALIZED (
    SELECT m.id, m.conversation_id, m.channel_id, m.at, search_words(left(m.subject, 50000), left(coalesce(p.senders, m.sender_name), 50000), left(coalesce(p.recipients, ''), 50000),
        left(coalesce(f.names, ''), 50000), coalesce((SELECT left(b.text, 100000) FROM message_bodies b WHERE b.account_id = m.account_id AND b.message_id = m.id), ''),
        m.has_attachments) AS words
    FROM messages m
    JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id AND c.life <> 'deleted'
    LEFT JOIN LATERAL (
      SELECT string_agg(q.name || ' ' || a.address, ' ' ORDER BY q.ordinal) FILTER (WHERE q.role = 'from') AS senders,
             string_agg(q.name || ' ' || a.address, ' ' ORDER BY q.ordinal) FILTER (WHERE q.role IN ('to', 'cc', 'bcc')) AS recipients
      FROM message_parties q JOIN addresses a ON a.account_id = q.account_id AND a.id = q.address_id
      WHERE q.account_id = m.account_id AND q.message_id = m.id) p ON true
    LEFT JOIN LATERAL (SELECT string_agg(t.file_name, ' ' ORDER BY t.ordinal) AS names FROM attachments t WHERE t.account_id = m.account_id AND t.message_id = m.id) f ON true
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

-- A term of a query: {"text", "field": null|subject|from|to, "isPrefix", "isExcluded", "also": words that may stand for it}. Null where it has no word.
CREATE OR REPLACE FUNCTION search_term(p_term jsonb) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
DECLARE
  words text[] := array_remove(string_to_array(search_fold(p_term ->> 'text'), ' '), '');
  field text := p_term ->> 'field';
  suffix text := CASE WHEN (p_term ->> 'isPrefix')::boolean THEN ':*' ELSE '' END;
  found tsquery;
  other text;
BEGIN
  IF cardinality(words) = 0 THEN RETURN NULL; END IF;
  IF field IN ('from', 'to') THEN
    found := (SELECT string_agg('''' || field || ':' || left(w, 100) || '''' || CASE WHEN n = cardinality(words) THEN suffix ELSE '' END, ' & ') FROM unnest(words) WITH ORDINALITY u(w, n))::tsquery;
  ELSE
    suffix := CASE WHEN field = 'subject' THEN rtrim(suffix, '*') || CASE suffix WHEN '' THEN ':A' ELSE '*A' END ELSE suffix END;
    found := to_tsquery('simple', array_to_string(words, CASE WHEN field = 'subject' THEN ':A <-> ' ELSE ' <-> ' END) || suffix);
  END IF;
  IF numnode(found) = 0 THEN RETURN NULL; END IF;
  FOR other IN SELECT jsonb_array_elements_text(coalesce(p_term -> 'also', '[]')) LOOP
    found := found || CASE WHEN field IN ('from', 'to') THEN ('''' || field || ':' || search_fold(other) || '''')::tsquery
      ELSE to_tsquery('simple', search_fold(other) || CASE WHEN field = 'subject' THEN ':A' ELSE ':ABC' END) END;
  END LOOP;
  RETURN CASE WHEN (p_term ->> 'isExcluded')::boolean THEN !! found ELSE found END;
END
$$;

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

-- All terms in one query, or null where there is none. has_words: something is wanted, not only excluded.
CREATE OR REPLACE FUNCTION search_query(p_terms jsonb, p_has_attachment boolean, OUT query tsquery, OUT has_words boolean)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
  SELECT string_agg('(' || q::text || ')', ' & ')::tsquery, coalesce(bool_or(is_wanted), false)
  FROM (SELECT search_term(t) AS q, NOT (t ->> 'isExcluded')::boolean AS is_wanted FROM jsonb_array_elements(p_terms) t
        UNION ALL SELECT '''has:attachment'''::tsquery, true WHERE p_has_attachment) terms
  WHERE q IS NOT NULL
$$;

-- The newest p_max messages that match, newest first. Bounded, however common or rare the words are:
-- 1. where life or labels leave few conversations, those are read;
-- 2. the newest 2,000 documents are looked at one by one: a common word has its page there;
-- 3. else the words are rare enough: month by month from there back, through the index (account, month, words).
-- After p_budget_ms the walk ends with a row without ids that says how far it came; once p_page messages are found it goes on only to count,
-- and ends so after p_count_ms.
DROP FUNCTION IF EXISTS search_messages(bigint, jsonb, boolean, text[], text[], bigint, timestamptz, timestamptz, timestamptz, bigint, integer, integer); -- until 0.1
CREATE OR REPLACE FUNCTION search_messages(
  p_account bigint, p_terms jsonb, p_has_attachment boolean, p_lives text[], p_labels text[], p_assignees bigint[], p_channels bigint[], p_from timestamptz, p_to timestamptz,
  p_before_at timestamptz, p_before_id bigint, p_max integer, p_page integer, p_budget_ms integer, p_count_ms integer)
RETURNS TABLE (message_id bigint, conversation_id bigint, at timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  v_query tsquery;
  has_words boolean;
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
  SELECT q.query, q.has_words INTO v_query, has_words FROM search_query(p_terms, p_has_attachment) q;
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
        WHERE d.account_id = p_account AND d.conversation_id = ANY(wanted) AND (v_query IS NULL OR d.words @@ v_query)
          AND (d.at, d.message_id) < (place_at, place_id) AND d.at >= lower_at AND (p_channels IS NULL OR d.channel_id = ANY(p_channels))
        ORDER BY d.at DESC, d.message_id DESC LIMIT p_max;
      RETURN;
    END IF;
  END IF;

  IF NOT has_words THEN look_max := 20000; END IF;
  RETURN QUERY SELECT d.message_id, d.conversation_id, d.at FROM (
      SELECT * FROM search_documents n WHERE n.account_id = p_account AND (n.at, n.message_id) < (place_at, place_id) AND n.at >= lower_at
      ORDER BY n.at DESC, n.message_id DESC LIMIT look_max) d
    WHERE (v_query IS NULL OR d.words @@ v_query) AND (p_channels IS NULL OR d.channel_id = ANY(p_channels))
      AND (NOT is_filtered OR search_conversation_passes(p_account, d.conversation_id, p_lives, p_labels, p_assignees))
    LIMIT missing;
  GET DIAGNOSTICS found_now = ROW_COUNT;
  missing := missing - found_now;
  IF missing <= 0 THEN RETURN; END IF;
  SELECT n.at, n.message_id INTO place_at, place_id FROM search_documents n
    WHERE n.account_id = p_account AND (n.at, n.message_id) < (place_at, place_id) AND n.at >= lower_at
    ORDER BY n.at DESC, n.message_id DESC OFFSET look_max - 1 LIMIT 1;
  IF place_at IS NULL THEN RETURN; END IF; -- there are no more
  IF NOT has_words THEN
    RETURN QUERY SELECT NULL::bigint, place_id, place_at;
    RETURN;
  END IF;

  v_month := search_month(place_at);
  LOOP
    RETURN QUERY
      WITH hits AS MATERIALIZED (
        SELECT d.message_id, d.conversation_id, d.at FROM search_documents d
        WHERE d.account_id = p_account AND d.month = v_month AND d.words @@ v_query AND (p_channels IS NULL OR d.channel_id = ANY(p_channels)))
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

-- Words of names, subjects, participants and file names that look like a word of the query that stands in no message: a row per such term
-- (its place in p_terms) and candidate. The caller judges by edit distance.
CREATE OR REPLACE FUNCTION search_similar_words(p_account bigint, p_terms jsonb) RETURNS TABLE (term integer, word text, documents integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET pg_trgm.similarity_threshold = 0.2
AS $$
#variable_conflict use_column
DECLARE
  item record;
  folded text;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR item IN SELECT t.value, t.ordinality::integer - 1 AS place FROM jsonb_array_elements(p_terms) WITH ORDINALITY t WHERE NOT (t.value ->> 'isExcluded')::boolean LOOP
    folded := trim(search_fold(item.value ->> 'text'));
    CONTINUE WHEN length(folded) NOT BETWEEN 4 AND 40 OR folded ~ '[ 0-9]';
    CONTINUE WHEN EXISTS (SELECT FROM search_messages(p_account, jsonb_build_array(item.value), false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, 100, 100) s WHERE s.message_id IS NOT NULL);
    RETURN QUERY SELECT item.place, n.word, n.documents FROM search_names n
      WHERE n.account_id = p_account AND n.word % folded AND length(n.word) BETWEEN length(folded) - 2 AND length(folded) + 2
      ORDER BY similarity(n.word, folded) DESC, n.documents DESC, n.word LIMIT 50;
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

ALTER FUNCTION search_messages(bigint, jsonb, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) OWNER TO patchbay_definer;
ALTER FUNCTION search_similar_words(bigint, jsonb) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION search_messages(bigint, jsonb, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION search_similar_words(bigint, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_messages(bigint, jsonb, boolean, text[], text[], bigint[], bigint[], timestamptz, timestamptz, timestamptz, bigint, integer, integer, integer, integer) TO patchbay_app;
GRANT EXECUTE ON FUNCTION search_similar_words(bigint, jsonb) TO patchbay_app;
