import type { LivePerson } from '#dialects/native/schemas/live.ts';

export interface Present { readonly viewers: readonly LivePerson[]; readonly typing: readonly LivePerson[]; readonly isContactTyping: boolean }

export interface PresenceStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly of: (conversationId: number) => Present;
  readonly set: (conversationId: number, viewers: readonly LivePerson[], typing: readonly LivePerson[], isContactTyping: boolean) => void;
}

const nobody: Present = { viewers: [], typing: [], isContactTyping: false };

/** Who is at which conversation, as last told; apart from the page's other state, so that a keystroke elsewhere renders one line here. */
export function createPresenceStore(): PresenceStore {
  const held = new Map<number, Present>();
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    of: (conversationId) => held.get(conversationId) ?? nobody,
    set: (conversationId, viewers, typing, isContactTyping) => {
      held.set(conversationId, { viewers, typing, isContactTyping });
      for (const listener of listeners) listener();
    },
  };
}
