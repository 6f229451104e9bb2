/** Something that holds from an instant on (epoch ms; null = from the beginning) until the next version of it. */
type Dated = { readonly validFrom: number | null; readonly version?: number };

const startOf = (dated: Dated) => dated.validFrom ?? Number.NEGATIVE_INFINITY;

/** Versions in the order in which they came into force; of two from the same instant the higher number is later. */
export function inOrderOfForce<T extends Dated>(versions: readonly T[]): readonly T[] {
  if (versions.length < 2) return versions;
  return versions.toSorted((a, b) => {
    const [left, right] = [startOf(a), startOf(b)];
    return left === right ? (a.version ?? 0) - (b.version ?? 0) : left < right ? -1 : 1;
  });
}

/**
 * The version in force at an instant (epoch ms). What lies before the first version is judged by the first: mail older than the
 * settings that it is imported into has to be counted by something. Undefined only where there is no version.
 */
export function inForceAt<T extends Dated>(versions: readonly T[], atMs: number): T | undefined {
  const ordered = inOrderOfForce(versions);
  let found = ordered[0];
  for (const version of ordered) if (startOf(version) <= atMs) found = version;
  return found;
}
