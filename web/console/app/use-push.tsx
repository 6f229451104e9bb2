import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { renewPush } from './push.ts';
import { ownPath } from './router-path.ts';
import { browserLanguage } from './theme.ts';
import { usePreferences } from './use-preferences.tsx';

/** For as long as the desk is open: this browser's push belongs to the sign-in of now, and a pressed notification leads where it points to. */
export function usePush(): void {
  const { preferences } = usePreferences();
  const navigate = useNavigate();
  const client = useQueryClient();
  const language = preferences.language ?? browserLanguage();
  useEffect(() => {
    renewPush(language).then(() => client.invalidateQueries({ queryKey: ['push-devices'] }), () => undefined); // the next opening tries again
  }, [language, client]);
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return undefined;
    const go = ({ data }: MessageEvent<unknown>): void => {
      const { kind, path } = (data ?? {}) as { kind?: unknown; path?: unknown };
      if (kind === 'go' && typeof path === 'string' && path.startsWith('/app/')) void navigate({ to: ownPath(path.slice('/app'.length)) });
    };
    navigator.serviceWorker.addEventListener('message', go);
    navigator.serviceWorker.startMessages();
    return () => navigator.serviceWorker.removeEventListener('message', go);
  }, [navigate]);
}
