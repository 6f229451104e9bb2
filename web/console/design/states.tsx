import type { ReactNode } from 'react';
import { useTexts } from '../app/use-preferences.tsx';
import { Button } from './button.tsx';
import { isOffline, problemText } from './problem-text.ts';

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="empty"><h2>{title}</h2>{children}</div>;
}

/** What failed, in words a person can act on, and the way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const texts = useTexts();
  return (
    <div className="empty" role="alert">
      <h2>{isOffline(error) ? texts.offlineTitle : texts.failedTitle}</h2>
      <p>{problemText(error, texts)}</p>
      {onRetry ? <Button onPress={onRetry}>{texts.retry}</Button> : null}
    </div>
  );
}

/** Grey lines in the shape of what is coming; silent for screen readers but for one word. */
export function Skeletons({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="skeleton-rows" aria-busy="true">
      <span className="hidden-text" role="status">{label}</span>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="skeleton-row" aria-hidden="true"><span className="skeleton wide" /><span className="skeleton" /></div>
      ))}
    </div>
  );
}
