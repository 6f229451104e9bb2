/**
 * Wakes whoever waits in this process: nothing is promised by it, so a ring too many or too few costs a look, or a second until the next one.
 * control: there may be commands for the line. due: there may be something to match, or a timer was set (`dueMs`) that is nearer than others.
 */
export type BellName = 'control' | 'due';
type Listener = (dueMs: number | null) => void;

const listeners: Readonly<Record<BellName, Set<Listener>>> = { control: new Set(), due: new Set() };

export function ringBell(name: BellName, dueMs: number | null = null): void {
  for (const listener of [...listeners[name]]) listener(dueMs);
}

/** The function returned ends it. */
export function onBell(name: BellName, listener: Listener): () => void {
  listeners[name].add(listener);
  return () => { listeners[name].delete(listener); };
}
