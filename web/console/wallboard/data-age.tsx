import { usePreferences } from '../app/use-preferences.tsx';
import { useSecond } from '../app/use-second.ts';
import { durationText } from '../design/time-text.ts';
import { Icon } from '../design/icon.tsx';
import { isStale, type Dated } from './server-time.ts';

/** Of when the figures are; red, with words, where they are old. */
export function DataAge({ dated, isConnected, zone }: { dated: Dated; isConnected: boolean; zone: string }) {
  const { texts, locale } = usePreferences();
  const nowMs = useSecond();
  const old = isStale(dated, nowMs, isConnected);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: zone }).format(new Date(dated.asOf));
  return (
    <p className={`data-age${old ? ' old' : ''}`}>
      <Icon name={old ? 'warn' : 'clock'} />
      {old ? null : texts.liveAsOf(time)}
      <span role="status">{old ? texts.staleAsOf(time, durationText(Math.floor((nowMs - dated.receivedMs) / 60_000) * 60, locale)) : null}</span>
    </p>
  );
}
