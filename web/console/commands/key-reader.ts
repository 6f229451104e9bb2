import type { Command } from './command.ts';

/** After the first key of a sequence the second must come within this time. */
const sequenceMs = 1_200;

/** A key press in the words of `Command.keys`; null for keys that only modify. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string | null {
  const { key } = event;
  if (key === 'Control' || key === 'Meta' || key === 'Shift' || key === 'Alt' || key === 'Dead' || key === undefined) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (event.ctrlKey || event.metaKey) return `mod+${event.shiftKey ? 'shift+' : ''}${name}`;
  // Shift is part of signs such as ? and !; for letters and named keys it is said.
  const isShiftSaid = event.shiftKey && (key.length > 1 || key.toLowerCase() !== key.toUpperCase());
  return `${event.altKey ? 'alt+' : ''}${isShiftSaid ? 'shift+' : ''}${name}`;
}

/** Whether single keys belong to what has the focus: a field, a menu, a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[data-own-keys]') !== null) return true;
  if (target.closest('textarea,select,[contenteditable="true"]') !== null) return true;
  const input = target.closest('input');
  return input !== null && !['checkbox', 'radio', 'button'].includes(input.type);
}

export interface KeyReader {
  /** The command that this press completes, or null. */
  read(key: string, commands: readonly Command[], nowMs: number): Command | null;
}

/** Remembers the first key of a sequence. */
export function createKeyReader(): KeyReader {
  let first: { readonly key: string; readonly atMs: number } | null = null;
  return {
    read: (key, commands, nowMs) => {
      const begun = first !== null && nowMs - first.atMs <= sequenceMs ? first.key : null;
      first = null;
      if (begun !== null) {
        const found = commands.findLast((command) => command.keys === `${begun} ${key}`);
        if (found) return found;
      }
      if (commands.some((command) => command.keys?.startsWith(`${key} `) ?? false)) {
        first = { key, atMs: nowMs };
        return null;
      }
      return commands.findLast((command) => command.keys === key) ?? null;
    },
  };
}
