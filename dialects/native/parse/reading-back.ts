import type { Act } from '#core/kernel/index.ts';

/** For reading what the caller has just written: who may write it may see it. Never for anything else. */
export function readingBack(act: Act): Act {
  return { ...act, actor: { ...act.actor, permissions: 'all' } };
}
