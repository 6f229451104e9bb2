import './design/layers.css'; // first: it says which layer has the last word
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { router } from './app/router.tsx';
import { applyPreferences, readPreferences } from './app/theme.ts';
import { PreferencesProvider } from './app/use-preferences.tsx';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';

applyPreferences(readPreferences());
// The server was upgraded under the page: what it would load now is gone. Drafts are kept as the page goes. Once a minute at most, lest it turn in circles.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('patchbay.reloadedAt') ?? 0);
  if (Date.now() - last < 60_000 || !navigator.onLine) return;
  sessionStorage.setItem('patchbay.reloadedAt', String(Date.now()));
  location.reload();
});
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PreferencesProvider>
        <QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>
      </PreferencesProvider>
    </StrictMode>,
  );
}
