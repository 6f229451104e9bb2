import { plainLetters } from './plain-letters.ts';

/** Accents and the like: the blocks of combining marks that do not belong to one script. Vowel signs of Indic scripts and marks of Kana are letters. */
const marks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
const special = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'gu');
// й and ї are letters of their own, no и and і with something on it.
const maybeAccented = /[^\0-\x7f\p{Script=Cyrillic}]+/gu; // oxlint-disable-line no-control-regex -- all of ASCII is left as it is
const ascii = /^[\0-\x7f]*$/; // oxlint-disable-line no-control-regex -- all of ASCII

/** The comparable form of a text, in documents, queries and marks alike: compatibility characters, accents and case folded. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').replaceAll(marks, '')
    .replaceAll(maybeAccented, (run) => run.normalize('NFD').replaceAll(marks, '').normalize('NFC'))
    .toLowerCase().replaceAll(special, (letter) => plainLetters.get(letter) ?? letter);
}
