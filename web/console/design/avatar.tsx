/** Two letters of a name; says nothing to a screen reader, the name stands beside it. */
export function Avatar({ name, isSmall = false }: { name: string; isSmall?: boolean }) {
  return <span aria-hidden="true" className={`avatar${isSmall ? ' small' : ''}`}>{initialsOf(name)}</span>;
}

function initialsOf(name: string): string {
  const words = name.replace(/@.*$/, '').split(/[\s._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => (word === undefined || word === '' ? '' : String.fromCodePoint(word.codePointAt(0) ?? 63))).join('').toUpperCase() || '?';
}
