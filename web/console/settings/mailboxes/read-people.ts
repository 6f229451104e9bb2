/** A person of a list: the address, and the name where one stands beside it. */
export interface ListedPerson { readonly email: string; readonly name?: string }

const lineMax = 1_000;

/**
 * People of a list that was typed or of a CSV file: an address a line, a name before or after it (comma, semicolon or tab between, quotes or not), or `Name <address>`. A first line without an address
 * is a heading. `wrong`: the first line that has no address, counted from 1.
 */
export function readPeople(text: string): { readonly people: readonly ListedPerson[]; readonly wrong: number | null } {
  const people: ListedPerson[] = [];
  for (const [at, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).entries()) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim()).filter((cell) => cell !== '');
    if (cells.length === 0) continue;
    if (line.length > lineMax) return { people, wrong: at + 1 };
    const [, shown, angled] = /^(.*?)\s*<([^\s<>]+@[^\s<>]+)>$/.exec(line.trim()) ?? [];
    const email = angled ?? cells.find((cell) => /^[^\s@<>]+@[^\s@<>]+$/.test(cell));
    if (email === undefined) {
      if (at === 0) continue;
      return { people, wrong: at + 1 };
    }
    const name = (angled === undefined ? cells.find((cell) => cell !== email && !cell.includes('@')) : shown?.replace(/^"(.*)"$/, '$1').trim())?.slice(0, 200);
    people.push({ email, ...(name ? { name } : {}) });
  }
  return { people, wrong: null };
}
