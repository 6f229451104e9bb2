/** Values as a page shows them. `locale`: of the report's language. */
export interface ReportFormats {
  count(value: number | null): string;
  /** `109 h 10 min`, `24 min 25 s`, `9 s`: cut, not rounded. No days: a day of business time is not 24 hours. */
  duration(seconds: number | null): string;
  percent(value: number | null): string;
  /** `26 Nov 2026, 09:00 GMT` */
  instant(at: string): string;
  /** A local day, `2026-11-26`. */
  day(day: string): string;
  /** A key of a split by time in a table: a day as above, of a month `November 2026`. */
  keyDay(key: string): string;
  /** A key of a split by time under a chart: `26 Nov`, of a month `Nov 2026`. */
  axisDay(key: string): string;
}

export const nothing = '–';

export function reportFormats(locale: string, zone: string): ReportFormats {
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const instants = new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
  const days = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' });
  const months = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  const axisDays = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric' });
  const axisMonths = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' });
  return {
    count: (value) => (value === null ? nothing : counts.format(value)),
    duration: (seconds) => (seconds === null ? nothing : durationText(seconds)),
    percent: (value) => (value === null ? nothing : `${percents.format(value)} %`),
    instant: (at) => instants.format(new Date(at)),
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    keyDay: (key) => (key.length === 7 ? months : days).format(new Date(key.length === 7 ? `${key}-01T00:00:00Z` : `${key}T00:00:00Z`)),
    axisDay: (key) => (key.length === 7 ? axisMonths.format(new Date(`${key}-01T00:00:00Z`)) : axisDays.format(new Date(`${key}T00:00:00Z`))),
  };
}

function durationText(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}
