import type { Dialect } from '../dialect.ts';

/** Finds the dialect that owns a path: the longest prefix wins, whole segments only. */
export function prefixOwners(dialects: readonly Dialect[]): (path: string) => Dialect | null {
  const owners = dialects
    .flatMap((dialect) => dialect.prefixes.map((prefix) => ({ prefix, dialect })))
    .toSorted((a, b) => b.prefix.length - a.prefix.length);
  const seen = new Map<string, string>();
  for (const { prefix, dialect } of owners) {
    const other = seen.get(prefix);
    if (other !== undefined) throw new Error(`the prefix ${prefix} is claimed by ${other} and ${dialect.name}`);
    seen.set(prefix, dialect.name);
  }
  return (path) => owners.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))?.dialect ?? null;
}
