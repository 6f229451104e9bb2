import { sql, type Tx } from '#storage/index.ts';
import { editDistance, typingErrorsMax } from './edit-distance.ts';
import { foldWord } from './fold-word.ts';
import type { SearchTerm } from './parse-search.ts';

/** A term, and the words of names that may stand for it because it is in no message. */
export type WidenedTerm = SearchTerm & { readonly also: readonly string[] };

const alsoMax = 8;

/** For terms that no message holds: words of names, subjects, participants and file names that are a typing error away. Null: there are none. */
export async function widenTerms(tx: Tx, terms: readonly SearchTerm[]): Promise<WidenedTerm[] | null> {
  const candidates = await tx.rows(sql<{ term: number; word: string; documents: number }>`
    SELECT term, word, documents FROM search_similar_words(${tx.accountId}, ${JSON.stringify(terms)}::jsonb)`);
  let isWidened = false;
  const widened = terms.map((term, at) => {
    const word = foldWord(term.text);
    const also = candidates.filter((candidate) => candidate.term === at)
      .map((candidate) => ({ ...candidate, distance: editDistance(word, candidate.word, typingErrorsMax(word)) }))
      .filter(({ distance }) => distance <= typingErrorsMax(word))
      .sort((a, b) => a.distance - b.distance || b.documents - a.documents)
      .slice(0, alsoMax).map((candidate) => candidate.word);
    isWidened ||= also.length > 0;
    return { ...term, also };
  });
  return isWidened ? widened : null;
}
