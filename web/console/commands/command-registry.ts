import type { Command } from './command.ts';

/** Commands of what is on the page now; later ones go before earlier ones of the same key. */
const held = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

export const readCommands = (): readonly Command[] => all;
export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

export function putCommands(owner: symbol, commands: readonly Command[]): void {
  held.set(owner, commands);
  changed();
}

export function removeCommands(owner: symbol): void {
  held.delete(owner);
  changed();
}

function changed(): void {
  all = [...held.values()].flat();
  for (const listener of listeners) listener();
}
