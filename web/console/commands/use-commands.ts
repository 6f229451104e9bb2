import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Command } from './command.ts';
import { putCommands, removeCommands } from './command-registry.ts';

/**
 * Offers commands while the component is on the page. `run` is always that of the last render; the registry is told only where what shows has
 * changed, so that a list may render without the palette rendering too.
 */
export function useCommands(commands: readonly Command[]): void {
  const owner = useRef<symbol | null>(null);
  const latest = useRef(commands);
  const shape = commands.map(({ id, title, keys }) => `${id}\u0001${title}\u0001${keys ?? ''}`).join('\u0002');
  // With the paint, not after it: the next key may come at once.
  useLayoutEffect(() => { latest.current = commands; });
  useEffect(() => {
    const mine = (owner.current ??= Symbol('commands'));
    putCommands(mine, latest.current.map((command) => ({ ...command, run: () => latest.current.find(({ id }) => id === command.id)?.run() })));
    return () => removeCommands(mine);
  }, [shape]);
}
