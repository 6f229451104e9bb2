import type { ConversationRow } from '../../api/desk.ts';

export type Patch = Partial<ConversationRow>;

let held: ReadonlyMap<number, Patch> = new Map();
const listeners = new Set<() => void>();

/** What was done here and is not yet in every answer: laid over the rows, so that an answer that was under way brings nothing back for a moment. */
export const readPatches = (): ReadonlyMap<number, Patch> => held;
export function subscribePatches(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Until the function returned is called. A later patch of the same conversation stays. */
export function holdPatch(ids: readonly number[], patch: Patch): () => void {
  set(new Map([...held, ...ids.map((id): [number, Patch] => [id, patch])]));
  return () => set(new Map([...held].filter(([id, one]) => one !== patch || !ids.includes(id))));
}

function set(next: ReadonlyMap<number, Patch>): void {
  held = next;
  for (const listener of listeners) listener();
}
