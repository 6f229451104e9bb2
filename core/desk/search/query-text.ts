import { splitWords } from '#core/kernel/index.ts';
import { fieldWord } from './document-words.ts';
import type { SearchTerm } from './parse-search.ts';
import type { WidenedTerm } from './widen-terms.ts';

export interface QueryText {
  /** The text of a tsquery; null where there is no word. */
  readonly text: string | null;
  /** Something is wanted, not only excluded. */
  readonly hasWords: boolean;
}

/** All terms in one tsquery. Every word in it is quoted and made of letters, digits and marks only, so that nothing in it is an operator. */
export function queryText(terms: readonly (SearchTerm | WidenedTerm)[], hasAttachment: boolean): QueryText {
  const parts = terms.flatMap((term) => {
    const text = termText(term);
    return text === null ? [] : [{ text, isWanted: !term.isExcluded }];
  });
  if (hasAttachment) parts.push({ text: "'has:attachment'", isWanted: true });
  return { text: parts.length === 0 ? null : parts.map(({ text }) => `(${text})`).join(' & '), hasWords: parts.some(({ isWanted }) => isWanted) };
}

/** A word, or the words of a phrase one after the other; null where there is none. */
function termText(term: SearchTerm | WidenedTerm): string | null {
  const words = splitWords(term.text);
  if (words.length === 0) return null;
  const { field } = term;
  const star = (at: number): string => (term.isPrefix && at === words.length - 1 ? '*' : '');
  const own = field === 'from' || field === 'to'
    ? words.map((word, at) => lexeme(fieldWord(field, word), star(at))).join(' & ')
    : words.map((word, at) => lexeme(word, `${star(at)}${field === 'subject' ? 'A' : ''}`)).join(' <-> ');
  const others = 'also' in term ? term.also.flatMap(splitWords).map((word) => (field === 'from' || field === 'to' ? lexeme(fieldWord(field, word), '') : lexeme(word, field === 'subject' ? 'A' : 'ABC'))) : [];
  const text = [`(${own})`, ...others].join(' | ');
  return term.isExcluded ? `!(${text})` : text;
}

const lexeme = (word: string, flags: string): string => `'${word}'${flags === '' ? '' : `:${flags}`}`;
