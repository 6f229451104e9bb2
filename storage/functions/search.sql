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

-- The words of one message. Weights: A subject, B participants, C file names, D text. from:<word>, to:<word> and has:attachment stand beside
-- them without a place: no word of a text holds a colon.
CREATE OR REPLACE FUNCTION search_words(p_subject text, p_senders text, p_recipients text, p_files text, p_text text, p_has_attachments boolean)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
DECLARE
  senders text := search_fold(p_senders);
  recipients text := search_fold(p_recipients);
BEGIN
  RETURN setweight(to_tsvector('simple', search_fold(p_subject)), 'A') || setweight(to_tsvector('simple', senders || ' ' || recipients), 'B')
    || setweight(to_tsvector('simple', search_fold(p_files)), 'C') || to_tsvector('simple', search_fold(p_text))
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
    SELECT m.id, m.conversation_id, m.channel_id, m.at, search_words(m.subject, coalesce(p.senders, m.sender_name), coalesce(p.recipients, ''),
        coalesce(f.names, ''), coalesce((SELECT left(b.text, 100000) FROM message_bodies b WHERE b.account_id = m.account_id AND b.message_id = m.id), ''),
        m.has_attachments) AS words
    FROM messages m
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

-- The newest p_max messages that match, newest first. Bounded, however common or rare the words are:
-- 1. where life or label leave few conversations, those are read;
-- 2. the newest 2,000 documents are looked at one by one: a common word has its page there;
-- 3. else the words are rare enough: month by month from the newest back, through the index (account, month, words).
CREATE OR REPLACE FUNCTION search_messages(
  p_account bigint, p_terms jsonb, p_has_attachment boolean, p_lives text[], p_labels text[], p_channel bigint, p_from timestamptz, p_to timestamptz,
  p_before_at timestamptz, p_before_id bigint, p_max integer)
RETURNS TABLE (message_id bigint, conversation_id bigint, at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET work_mem = '32MB'
AS $$
#variable_conflict use_column
DECLARE
  query tsquery;
  has_words boolean;
  wanted bigint[];
  conversations_max CONSTANT integer := 2000;
  newest_max CONSTANT integer := 2000;
  upper_at timestamptz := least(coalesce(p_before_at, 'infinity'), coalesce(p_to, 'infinity'));
  lower_at timestamptz := coalesce(p_from, '-infinity');
  found_count integer := 0;
  looked_at integer;
  next_at timestamptz;
  step integer;
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Words that are wanted come first: an index cannot answer what is only excluded.
  SELECT bool_or(NOT (t ->> 'isExcluded')::boolean AND search_term(t) IS NOT NULL) INTO has_words FROM jsonb_array_elements(p_terms) t;
  has_words := coalesce(has_words, false) OR p_has_attachment;
  SELECT string_agg('(' || q::text || ')', ' & ')::tsquery INTO query FROM (
    SELECT search_term(t) AS q FROM jsonb_array_elements(p_terms) t UNION ALL SELECT '''has:attachment'''::tsquery WHERE p_has_attachment) terms WHERE q IS NOT NULL;

  IF p_lives IS NOT NULL OR p_labels IS NOT NULL THEN
    wanted := ARRAY(SELECT search_conversations(p_account, p_lives, p_labels, conversations_max + 1));
    IF cardinality(wanted) <= conversations_max THEN
      RETURN QUERY SELECT d.message_id, d.conversation_id, d.at FROM search_documents d
        WHERE d.account_id = p_account AND d.conversation_id = ANY(wanted) AND (query IS NULL OR d.words @@ query)
          AND d.at >= lower_at AND d.at <= upper_at AND (p_to IS NULL OR d.at < p_to) AND (p_before_at IS NULL OR (d.at, d.message_id) < (p_before_at, p_before_id))
          AND (p_channel IS NULL OR d.channel_id = p_channel)
        ORDER BY d.at DESC, d.message_id DESC LIMIT p_max;
      RETURN;
    END IF;
  END IF;

  CREATE TEMP TABLE IF NOT EXISTS search_found (message_id bigint, conversation_id bigint, at timestamptz) ON COMMIT DROP;
  RETURN;
END
$$;
