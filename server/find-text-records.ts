import { Resolver } from 'node:dns/promises';

/** There is the name without such a record, or there is no such name: an answer. */
const none: ReadonlySet<unknown> = new Set(['ENODATA', 'ENOTFOUND']);
const recordsMax = 100;

/** The TXT records of a name, each as one text; an empty list where it has none, null where nobody answered within six seconds. */
export async function findTextRecords(name: string, ask: (name: string) => Promise<string[][]> = (asked) => new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(asked)): Promise<readonly string[] | null> {
  try {
    return (await ask(name)).slice(0, recordsMax).map((parts) => parts.join(''));
  } catch (error) {
    return none.has((error as NodeJS.ErrnoException).code) ? [] : null;
  }
}
