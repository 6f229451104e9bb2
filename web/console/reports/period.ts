/** Stretches of days that are asked for by name; days are local ones of the account. */
export const periods = ['7d', '30d', '90d', '12m', 'month', 'last-month', 'all', 'custom'] as const;
export type Period = (typeof periods)[number];
export interface DayRange { readonly from: string | null; readonly to: string | null }

const dayMs = 86_400_000;
const textOf = (dayNumber: number): string => new Date(dayNumber * dayMs).toISOString().slice(0, 10);
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** Today's date in a zone. */
export function todayIn(zone: string, nowMs: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(nowMs));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(numberOf(text)) && textOf(numberOf(text)) === text;
}

/** First and last day, both included; null: no end. */
export function daysOf(period: Exclude<Period, 'custom'>, today: string): DayRange {
  const now = numberOf(today);
  switch (period) {
    case '7d': return { from: textOf(now - 6), to: today };
    case '30d': return { from: textOf(now - 29), to: today };
    case '90d': return { from: textOf(now - 89), to: today };
    case '12m': return { from: `${monthOf(today, -11)}-01`, to: today };
    case 'month': return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'last-month': return { from: `${monthOf(today, -1)}-01`, to: textOf(numberOf(`${today.slice(0, 7)}-01`) - 1) };
    case 'all': return { from: null, to: null };
  }
}

function monthOf(day: string, by: number): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
}

/** As many days just before; null where there is no beginning to count from. */
export function daysBefore({ from, to }: DayRange): DayRange | null {
  if (from === null || to === null) return null;
  const [first, last] = [numberOf(from), numberOf(to)];
  return { from: textOf(first - (last - first + 1)), to: textOf(first - 1) };
}

export const dayCount = ({ from, to }: DayRange): number | null => (from === null || to === null ? null : numberOf(to) - numberOf(from) + 1);

/** Days, weeks or months: so many that a chart can be read. */
export function groupFor(range: DayRange): 'day' | 'week' | 'month' {
  const days = dayCount(range);
  return days === null || days > 400 ? 'month' : days > 92 ? 'week' : 'day';
}

/** The days of a key of a time split, within the range. */
export function daysOfKey(split: 'day' | 'week' | 'month', key: string, { from, to }: DayRange): DayRange {
  const first = split === 'month' ? `${key}-01` : key;
  const last = split === 'day' ? key : split === 'week' ? textOf(numberOf(key) + 6) : textOf(numberOf(`${monthOf(first, 1)}-01`) - 1);
  return { from: from !== null && from > first ? from : first, to: to !== null && to < last ? to : last };
}
