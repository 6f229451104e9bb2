/** Two letters of a name. Drawn, not written: they are no part of the name of a button that holds them. */
export function Avatar({ name, isSmall = false }: { name: string; isSmall?: boolean }) {
  return <span aria-hidden="true" data-initials={initialsOf(name)} className={`avatar${isSmall ? ' small' : ''}`} />;
}

function initialsOf(name: string): string {
  const words = name.replace(/@.*$/, '').split(/[\s._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => (word === undefined || word === '' ? '' : String.fromCodePoint(word.codePointAt(0) ?? 63))).join('').toUpperCase() || '?';
}
