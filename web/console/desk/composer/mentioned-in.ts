interface Named { readonly id: number; readonly name: string }

/** Ids of the people whose names stand after an @ in the text: the longest name that fits, so `@Ada Byron` does not name `Ada` too. */
export function mentionedIn(text: string, people: readonly Named[]): number[] {
  const byLength = people.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<number>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const named = byLength.find(({ name }) => text.startsWith(name, at + 1) && !/[\p{L}\p{N}]/u.test(text[at + 1 + name.length] ?? ''));
    if (named) found.add(named.id);
  }
  return [...found];
}
