import type { LogStats } from '../stats.ts';

/** The leaves of the tree by dotted path, without the lists: labels, bands, days. */
export function flattenStats(stats: LogStats): Map<string, number | null> {
  const leaves = new Map<string, number | null>();
  const walk = (path: string, value: unknown) => {
    if (typeof value === 'number' || value === null) leaves.set(path, value);
    else if (!/^threads\.labels\.list$|\.bands$|^days$/.test(path)) for (const [key, inner] of Object.entries(value as object)) walk(path === '' ? key : `${path}.${key}`, inner);
  };
  walk('', stats);
  return leaves;
}
