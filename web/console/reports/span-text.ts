/** A length of time, exactly, in two units at most that matter: `42 s`, `12 min 30 s`, `3 h 5 min`, `51 h 20 min`. Seconds under an hour; from a fraction the nearest second. */
export function spanText(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  const parts: [number, 'hour' | 'minute' | 'second'][] = hours > 0 ? [[hours, 'hour'], [minutes, 'minute']] : [[minutes, 'minute'], [rest, 'second']];
  const said = parts.filter(([value]) => value > 0);
  return (said.length === 0 ? [[0, 'second'] as const] : said).map(([value, unit]) => part(value, unit, locale)).join(' ');
}

/** The same to the second, also of long ones: `51 h 20 min 9 s`. */
export function exactSpanText(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [[Math.floor(whole / 3_600), 'hour'], [Math.floor((whole % 3_600) / 60), 'minute'], [whole % 60, 'second']] as const;
  const said = parts.filter(([value]) => value > 0);
  return (said.length === 0 ? [[0, 'second'] as const] : said).map(([value, unit]) => part(value, unit, locale)).join(' ');
}

/** For an axis: one unit, the largest that is whole or has a half. */
export function axisSpanText(seconds: number, locale: string): string {
  if (seconds === 0) return '0';
  if (seconds % 1_800 === 0 && seconds >= 3_600) return part(seconds / 3_600, 'hour', locale);
  if (seconds % 60 === 0) return part(seconds / 60, 'minute', locale);
  return part(seconds, 'second', locale);
}

const formats = new Map<string, Intl.NumberFormat>();

function part(value: number, unit: 'hour' | 'minute' | 'second', locale: string): string {
  const key = `${locale} ${unit}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 1 });
  formats.set(key, format);
  return format.format(value);
}
