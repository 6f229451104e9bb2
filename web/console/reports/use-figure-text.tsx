import { usePreferences } from '../app/use-preferences.tsx';
import { axisSpanText, exactSpanText, spanText } from './span-text.ts';

/** How figures are written in the person's language. What is not there is a dash. */
export function useFigureText() {
  const { locale } = usePreferences();
  const format = (value: number | null, options: Intl.NumberFormatOptions): string => (value === null ? '–' : new Intl.NumberFormat(locale, options).format(value));
  return {
    locale,
    count: (value: number): string => format(value, {}),
    short: (value: number): string => format(value, { notation: 'compact', maximumFractionDigits: 1 }),
    /** Of a share from 0 to 1. */
    percent: (share: number | null): string => format(share, { style: 'percent', maximumFractionDigits: 1 }),
    /** With its sign. */
    change: (share: number | null): string => format(share, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
    span: (seconds: number | null): string => (seconds === null ? '–' : spanText(seconds, locale)),
    exact: (seconds: number | null): string => (seconds === null ? '–' : exactSpanText(seconds, locale)),
    axis: (seconds: number): string => axisSpanText(seconds, locale),
    day: (day: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`)),
    moment: (instant: string, zone: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(instant)),
  };
}

export type FigureText = ReturnType<typeof useFigureText>;
