const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Making a format costs more than all that is formatted with it in a list; there are few different ones. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  dateFormats.set(key, made);
  return made;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}

/** How long ago, in the shortest form that is true: 4 m, 3 h, 2 d, then the date. */
export function shortAge(instant: string, nowMs: number, locale: string): string {
  const ageMs = nowMs - Date.parse(instant);
  if (ageMs < minuteMs) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }).format(0, 'second');
  if (ageMs < hourMs) return unit(Math.floor(ageMs / minuteMs), 'minute', locale);
  if (ageMs < dayMs) return unit(Math.floor(ageMs / hourMs), 'hour', locale);
  if (ageMs < 7 * dayMs) return unit(Math.floor(ageMs / dayMs), 'day', locale);
  return shortDate(instant, nowMs, locale);
}

function unit(value: number, name: 'minute' | 'hour' | 'day', locale: string): string {
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
}

/** The clock today, the weekday this week, else the date; the year where it is another. In the person's zone. */
export function shortMoment(instant: string, nowMs: number, locale: string, zone: string): string {
  const at = new Date(instant);
  const isToday = dayOf(at, zone) === dayOf(new Date(nowMs), zone);
  if (isToday) return dateFormat(locale, { timeStyle: 'short', timeZone: zone }).format(at);
  const isNear = Math.abs(nowMs - at.getTime()) < 6 * dayMs;
  if (isNear) return dateFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);
  return shortDate(instant, nowMs, locale, zone);
}

export function longMoment(instant: string, locale: string, zone: string): string {
  return dateFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(new Date(instant));
}

function shortDate(instant: string, nowMs: number, locale: string, zone?: string): string {
  const at = new Date(instant);
  const isThisYear = at.getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return dateFormat(locale, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }), ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
}

const dayOf = (at: Date, zone: string): string => dateFormat('en-CA', { dateStyle: 'short', timeZone: zone }).format(at);

export function byteText(bytes: number, locale: string): string {
  const [value, name] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1_000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
}

/** A length of time in hours and minutes: 2 hr, 45 min; 1 hr 30 min. */
export function durationText(seconds: number, locale: string): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.round((seconds % 3_600) / 60)];
  const part = (value: number, unitName: 'hour' | 'minute'): string => new Intl.NumberFormat(locale, { style: 'unit', unit: unitName, unitDisplay: 'short' }).format(value);
  return [hours > 0 ? part(hours, 'hour') : '', minutes > 0 || hours === 0 ? part(minutes, 'minute') : ''].filter(Boolean).join(' ');
}
