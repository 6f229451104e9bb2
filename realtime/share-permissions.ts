import type { Permission } from '#core/kernel/index.ts';

/** By their names in order. A house has a handful of roles; should there be many, they are forgotten and made anew. */
const shared = new Map<string, ReadonlySet<Permission>>();
const sharedMax = 1_000;

/** One set for all connections that may do the same: thousands of sets would be most of what connections cost, and what one may see is found by the set itself. */
export function sharePermissions(permissions: ReadonlySet<Permission>): ReadonlySet<Permission> {
  const key = [...permissions].sort().join(' ');
  const there = shared.get(key);
  if (there) return there;
  if (shared.size >= sharedMax) shared.clear();
  shared.set(key, permissions);
  return permissions;
}

/** The set that is held already, where nothing changed. */
export function keepPermissions(held: ReadonlySet<Permission>, now: ReadonlySet<Permission>): ReadonlySet<Permission> {
  return held.size === now.size && now.isSubsetOf(held) ? held : sharePermissions(now);
}
