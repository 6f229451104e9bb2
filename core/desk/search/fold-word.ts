/** The comparable form of a text, close to what `search_fold` makes of it in the database: for marking what was found. */
export function foldWord(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase();
}
