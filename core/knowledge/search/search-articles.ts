import { editDistance, makeHeadline, requirePermission, splitWords, type Act, type Headline, type Wanted } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getKnowledgeBase } from '../bases/find-knowledge-bases.ts';

export interface ArticleHit {
  readonly id: number;
  readonly slug: string;
  /** Another one than asked for: the article is not there in that. */
  readonly locale: string;
  readonly title: Headline;
  readonly excerpt: Headline;
}

export interface ArticleSearchResult {
  /** The best first. */
  readonly hits: readonly ArticleHit[];
  /** Words that stand in no article, and what was looked for beside them. */
  readonly corrections: readonly { readonly word: string; readonly also: readonly string[] }[];
}

export interface ArticleQuery { readonly query: string; readonly locale: string; /** Looked at where an article is not there in the other. */ readonly fallbackLocale: string; /** Default 20, at most 50. */ readonly limit?: number }

const wordsMax = 12;
const charsMax = 300;
const alsoMax = 12;

interface Term { readonly word: string; /** A typing error away. */ readonly also: readonly string[] }

/** Published articles of the account's base, for its people. */
export async function searchArticles(tx: Tx, act: Act, baseId: number, query: ArticleQuery): Promise<ArticleSearchResult> {
  requirePermission(act, 'articles.read');
  await getKnowledgeBase(tx, act, baseId);
  return searchPublished(tx, baseId, query);
}

/**
 * What anybody finds on a public site. Every word must be there, itself or as the beginning of one; where that finds nothing, words that stand in no
 * article are forgiven their typing errors, and then any one of the words will do.
 */
export async function searchPublished(tx: Tx, baseId: number, { query, locale, fallbackLocale, limit = 20 }: ArticleQuery): Promise<ArticleSearchResult> {
  const words = [...new Set(splitWords(query.slice(0, charsMax)))].slice(0, wordsMax);
  if (words.length === 0) return { hits: [], corrections: [] };
  const locales = [...new Set([locale, fallbackLocale])];
  let terms: Term[] = words.map((word) => ({ word, also: [] }));
  const ask = (joint: ' & ' | ' | '): Promise<{ id: number }[]> => tx.rows(sql<{ id: number }>`
    SELECT article_id AS id FROM search_articles(${tx.accountId}, ${baseId}, ${locales}::text[], ${terms.map(queryOf).join(joint)}::tsquery, ${Math.max(1, Math.min(limit, 50))})`);
  let found = await ask(' & ');
  if (found.length === 0) {
    terms = await widen(tx, baseId, locales, words);
    if (terms.some(({ also }) => also.length > 0)) found = await ask(' & ');
    if (found.length === 0 && terms.length > 1) found = await ask(' | ');
  }
  const wanted: Wanted[] = terms.flatMap(({ word, also }) => [{ word, isPrefix: true }, ...also.map((other) => ({ word: other, isPrefix: false }))]);
  return { hits: await loadHits(tx, found.map(({ id }) => id), wanted), corrections: found.length === 0 ? [] : terms.filter(({ also }) => also.length > 0) };
}

/** Quoted, and made of letters, digits and marks only: nothing in it is an operator. */
const queryOf = ({ word, also }: Term): string => `('${word}':*${also.map((other) => ` | '${other}'`).join('')})`;

/**
 * An edit brings one letter at most that the other word has not: so much the database can tell of all words at once, and what is left is measured here. Complete, other than
 * by trigrams, of which two swapped pairs leave none.
 */
async function widen(tx: Tx, baseId: number, locales: readonly string[], words: readonly string[]): Promise<Term[]> {
  const asked = words.filter((word) => errorsMax(word) > 0 && !/[0-9]/.test(word));
  if (asked.length === 0) return words.map((word) => ({ word, also: [] }));
  const candidates = await tx.rows(sql<{ place: number; word: string; articles: number }>`
    SELECT u.place::integer - 1 AS place, n.word, sum(n.articles)::integer AS articles
    FROM unnest(${asked}::text[]) WITH ORDINALITY u(wanted, place)
      JOIN article_words n ON n.account_id = ${tx.accountId} AND n.knowledge_base_id = ${baseId} AND n.locale = ANY(${[...locales]}::text[])
        AND length(n.word) BETWEEN length(u.wanted) - 2 AND length(u.wanted) + 2 AND length(translate(n.word, u.wanted, '')) <= 2 AND length(translate(u.wanted, n.word, '')) <= 2
    GROUP BY u.place, n.word`);
  return words.map((word) => ({
    word,
    also: candidates.filter(({ place, word: other }) => asked[place] === word && other !== word)
      .map((each) => ({ ...each, distance: editDistance(word, each.word, errorsMax(word)) }))
      .filter(({ distance }) => distance <= errorsMax(word))
      .sort((a, b) => a.distance - b.distance || b.articles - a.articles)
      .slice(0, alsoMax).map((each) => each.word),
  }));
}

/** Typing errors that a word of this length is forgiven: the words of a help centre are few, so more than in mail. */
function errorsMax(word: string): number {
  const { length } = Array.from(word);
  return length <= 3 || length > 40 ? 0 : length === 4 ? 1 : 2;
}

async function loadHits(tx: Tx, ids: readonly number[], wanted: readonly Wanted[]): Promise<ArticleHit[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(sql<{ id: number; slug: string; locale: string; title: string; body: string }>`
    SELECT a.id, a.slug, s.locale, s.title, left(s.body, 20000) AS body FROM article_search s JOIN articles a ON a.account_id = s.account_id AND a.id = s.article_id
    WHERE s.account_id = ${tx.accountId} AND s.article_id = ANY(${[...ids]}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ id, slug: row.slug, locale: row.locale, title: makeHeadline(row.title, wanted), excerpt: makeHeadline(row.body, wanted) }] : [];
  });
}
