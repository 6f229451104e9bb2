import { useEffect, useState } from 'react';
import { usePreferences } from '../../app/use-preferences.tsx';

const everyMs = 1_000;

/** `Saved 3 s ago`, counting. Silent for screen readers: the counting would never stop. */
export function SavedAge({ savedAt }: { savedAt: string }) {
  const { texts, locale } = usePreferences();
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(savedAt)) / 1_000));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const age = seconds < 60 ? format.format(-seconds, 'second') : seconds < 3_600 ? format.format(-Math.floor(seconds / 60), 'minute') : seconds < 86_400 ? format.format(-Math.floor(seconds / 3_600), 'hour') : format.format(-Math.floor(seconds / 86_400), 'day');
  return <span aria-live="off">{texts.savedAgo(age)}</span>;
}
