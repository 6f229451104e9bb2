import { useEffect } from 'react';
import { readCommands } from './command-registry.ts';
import { createKeyReader, isTyping, keyOf } from './key-reader.ts';

/** The one listener for keys of the whole page. */
export function useKeyboard(): void {
  useEffect(() => {
    const reader = createKeyReader();
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      if (key === null) return;
      const isChord = key.startsWith('mod+');
      const commands = readCommands();
      const usable = isTyping(event.target) ? (isChord ? commands.filter(({ isGlobal }) => isGlobal === true) : []) : commands;
      // Enter and Space belong to the button or link that has the focus.
      if ((key === 'Enter' || key === ' ') && event.target instanceof Element && event.target.closest('button,a,[role="button"]') !== null) return;
      const command = usable.length === 0 ? null : reader.read(key, usable, performance.now());
      if (command === null) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
