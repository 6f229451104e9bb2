import { editDistance, splitWords, typingErrorsMax } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SearchTerm } from './parse-search.ts';
import { queryText } from './query-text.ts';

/** A term, and the words of names that may stand for it because it is in no message. */
export type WidenedTerm = SearchTerm & { readonly also: readonly string[] };

const alsoMax = 8;

/** For terms that no message holds: words of names, subjects, participants and file names that are a typing error away. Null: there are none. */
export async function widenTerms(tx: Tx, terms: readonly SearchTerm[]): Promise<WidenedTerm[] | null> {
  const wanted = terms.map((term) => (term.isExcluded ? null : wordOf(term)));
  const asked = terms.flatMap((term, at) => {
    const word = wanted[at] ?? null;
    return word === null ? [] : [{ at, word, query: queryText([term], false).text }];
  });
  if (asked.length === 0) return null;
  const candidates = await tx.rows(sql<{ place: number; word: string; documents: number }>`
    SELECT place, word, documents FROM search_similar_words(${tx.accountId}, ${asked.map(({ word }) => word)}::text[], ${asked.map(({ query }) => query)}::tsquery[])`);
  let isWidened = false;
  const widened = terms.map((term, at) => {
    const word = wanted[at] ?? '';
    const also = candidates.filter((candidate) => asked[candidate.place]?.at === at)
      .map((candidate) => ({ ...candidate, distance: editDistance(word, candidate.word, typingErrorsMax(word)) }))
      .filter(({ distance }) => distance <= typingErrorsMax(word))
      .sort((a, b) => a.distance - b.distance || b.documents - a.documents)
      .slice(0, alsoMax).map((candidate) => candidate.word);
    isWidened ||= also.length > 0;
    return { ...term, also };
  });
  return isWidened ? widened : null;
}

/** The one word of a term that may hold a typing error: of 4 to 40 letters, no number. */
function wordOf(term: SearchTerm): string | null {
  const [word, ...others] = splitWords(term.text);
  if (word === undefined || others.length > 0 || /[0-9]/.test(word)) return null;
  const { length } = Array.from(word);
  return length >= 4 && length <= 40 ? word : null;
}
