import { lazy, type ComponentType } from 'react';

/**
 * A component whose code comes when it is first shown, and `load` to have it come before. What was asked for once is there at once, without a
 * flash of nothing. A build that is gone (the server was upgraded under the page) is told by the window's `vite:preloadError`.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let asked: Promise<{ default: ComponentType<Props> }> | null = null;
  const get = (): Promise<{ default: ComponentType<Props> }> => (asked ??= load().then((component) => ({ default: component }), (error: unknown) => {
    asked = null; // the network may be back at the next try
    throw error;
  }));
  return { Part: lazy(get), load: (): void => void get().catch(() => undefined) };
}
