-- Search in published articles. As in search.sql the operator that needs an index (tsvector @@) is not leakproof, so the reading function belongs to
-- patchbay_definer: every condition carries the account, and it begins by refusing any account but the transaction's own. Words are made by
-- core/kernel/words, the same for articles and queries.

-- The words that typing errors are looked up among.
CREATE OR REPLACE FUNCTION article_search_words(p_words tsvector) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$ SELECT w FROM unnest(tsvector_to_array(p_words)) w WHERE length(w) BETWEEN 4 AND 40 AND w !~ '[0-9]' $$;

-- Writes the document of an article (p_words null: takes it away) and keeps the counts of article_words: minus old, plus new. Runs as the caller, under
-- row-level security, in a transaction that has locked the article.
CREATE OR REPLACE FUNCTION write_article_search(p_account bigint, p_article bigint, p_base bigint, p_group bigint, p_locale text, p_title text, p_body text, p_words text) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
  old_words tsvector;
  old_locale text;
  fresh tsvector := p_words::tsvector;
BEGIN
  SELECT s.words, s.locale INTO old_words, old_locale FROM article_search s WHERE s.account_id = p_account AND s.article_id = p_article;
  IF fresh IS NULL THEN
    DELETE FROM article_search s WHERE s.account_id = p_account AND s.article_id = p_article;
  ELSE
    INSERT INTO article_search (account_id, article_id, knowledge_base_id, group_id, locale, title, body, words) VALUES (p_account, p_article, p_base, p_group, p_locale, p_title, p_body, fresh)
    ON CONFLICT (account_id, article_id) DO UPDATE SET
      knowledge_base_id = excluded.knowledge_base_id, group_id = excluded.group_id, locale = excluded.locale, title = excluded.title, body = excluded.body, words = excluded.words;
  END IF;
  INSERT INTO article_words AS w (account_id, knowledge_base_id, locale, word, articles)
    SELECT p_account, p_base, d.locale, d.word, sum(d.n)::integer FROM (
      SELECT p_locale AS locale, article_search_words(fresh) AS word, 1 AS n UNION ALL SELECT old_locale, article_search_words(old_words), -1) d
    GROUP BY d.locale, d.word HAVING sum(d.n) <> 0 ORDER BY d.locale, d.word
  ON CONFLICT (account_id, knowledge_base_id, locale, word) DO UPDATE SET articles = w.articles + excluded.articles;
  IF old_words IS NOT NULL THEN
    DELETE FROM article_words w WHERE w.account_id = p_account AND w.knowledge_base_id = p_base AND w.locale = old_locale AND w.articles <= 0
      AND w.word = ANY(ARRAY(SELECT article_search_words(old_words)));
  END IF;
END
$$;

-- Up to p_max articles of the base that match, the best first. p_locales: the one asked for and, after it, the one that stands in for what is not translated:
-- of an article that is there in both only the first is given.
CREATE OR REPLACE FUNCTION search_articles(p_account bigint, p_base bigint, p_locales text[], p_query tsquery, p_max integer) RETURNS TABLE (article_id bigint, score real)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
  IF current_account() IS DISTINCT FROM p_account THEN
    RAISE EXCEPTION 'search in account % from outside its transaction', p_account USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
    SELECT s.article_id, ts_rank('{0.1, 0.3, 0.5, 1.0}', s.words, p_query, 1) FROM article_search s
    WHERE s.account_id = p_account AND s.knowledge_base_id = p_base AND s.words @@ p_query AND s.locale = ANY(p_locales)
      AND (s.locale = p_locales[1] OR NOT EXISTS (SELECT FROM article_search t WHERE t.account_id = p_account AND t.group_id = s.group_id AND t.locale = p_locales[1]))
    ORDER BY (s.locale = p_locales[1]) DESC, 2 DESC, s.article_id LIMIT p_max;
END
$$;

ALTER FUNCTION search_articles(bigint, bigint, text[], tsquery, integer) OWNER TO patchbay_definer;
REVOKE ALL ON FUNCTION search_articles(bigint, bigint, text[], tsquery, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_articles(bigint, bigint, text[], tsquery, integer) TO patchbay_app;
