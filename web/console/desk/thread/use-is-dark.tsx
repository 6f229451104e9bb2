import { useSyncExternalStore } from 'react';
import { usePreferences } from '../../app/use-preferences.tsx';

const query = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;

/** Whether the page is dark now, by the person's choice or the system's. */
export function useIsDark(): boolean {
  const { preferences: { theme } } = usePreferences();
  const isSystemDark = useSyncExternalStore((listener) => {
    query?.addEventListener('change', listener);
    return () => query?.removeEventListener('change', listener);
  }, () => query?.matches ?? false);
  return theme === 'system' ? isSystemDark : theme === 'dark';
}
