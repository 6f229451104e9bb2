import { CoreError, invalid } from '#core/kernel/index.ts';
import { businessIntervals, type BusinessInterval } from './business-intervals.ts';
import { businessSeconds } from './business-seconds.ts';
import { parseCalendar } from './parse-calendar.ts';

export interface PreviewedSpan {
  readonly seconds: number;
  /** The first `intervalsMax` of the open time counted. */
  readonly intervals: readonly Pick<BusinessInterval, 'from' | 'to'>[];
}

const intervalsMax = 1_000;
/** Two years: longer than anybody looks at, short enough to be counted at once. */
const spanMsMax = 2 * 366 * 86_400_000;

/**
 * Business time of spans by hours that are only being written, nothing stored: what a calendar would count. `calendar`: see `parseCalendar`;
 * instants are RFC 3339. `invalid` names each mistake.
 */
export function previewBusinessTime(calendar: unknown, spans: readonly { readonly from: string; readonly to: string }[]): PreviewedSpan[] {
  const parsed = parseCalendar(calendar);
  if (!parsed.ok) {
    const fields = parsed.errors.map(({ path, message }) => ({ field: path === '' ? 'calendar' : `calendar.${path}`, problem: message, key: 'hours-wrong' as const }));
    throw new CoreError('invalid', `${fields[0]!.field}: ${fields[0]!.problem}`, { key: 'hours-wrong', fields });
  }
  const versions = [{ ...parsed.value, calendarId: 0, version: 1, validFrom: null }];
  return spans.map((span, at) => {
    const [from, to] = [instantMs(span.from, `spans.${at}.from`), instantMs(span.to, `spans.${at}.to`)];
    if (to - from > spanMsMax) throw invalid(`spans.${at}.to`, 'must be within two years of the start', 'within-two-years');
    return { seconds: businessSeconds(versions, from, to).seconds, intervals: businessIntervals(versions, from, to).slice(0, intervalsMax).map((part) => ({ from: part.from, to: part.to })) };
  });
}

function instantMs(text: string, field: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw invalid(field, 'must be an instant such as 2026-01-05T09:00:00Z', 'no-instant');
  }
}
