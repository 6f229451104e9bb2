export interface MailDate {
  /** RFC 3339 in UTC, or null where the text names no instant. */
  instant: string | null;
  /** True where the zone was missing or meaningless and UTC was assumed. */
  hasNoZone: boolean;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Named zones in minutes: RFC 5322 section 4.3 and the names that old mailers of Europe and Asia write. */
const zoneMinutes = new Map<string, number>([
  ['ut', 0], ['utc', 0], ['gmt', 0], ['z', 0], ['wet', 0],
  ['est', -300], ['edt', -240], ['cst', -360], ['cdt', -300], ['mst', -420], ['mdt', -360], ['pst', -480], ['pdt', -420],
  ['bst', 60], ['west', 60], ['cet', 60], ['met', 60], ['mez', 60], ['cest', 120], ['mest', 120], ['mesz', 120], ['eet', 120], ['eest', 180], ['msk', 180], ['msd', 240], ['jst', 540], ['kst', 540], ['hst', -600], ['akst', -540], ['akdt', -480], ['aest', 600], ['aedt', 660], ['nzst', 720], ['nzdt', 780],
]);

const broken: MailDate = { instant: null, hasNoZone: false };

const rfcDate = /^(?:[a-z]{2,9}\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{2,4})(?:,?\s+(?:at\s+)?(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d{1,9})?)?(?:\s*(am|pm))?(\s.*|[a-z+-].*|))?$/i;
const asctime = /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]{2,5}|[+-]\d{4})?\s+(\d{4})\s*(.*)$/i;
const usDate = /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?\s*(.*)$/i;
const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})[t\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(.*)$/i;

/** Reads a Date (RFC 5322 sections 3.3 and 4.3) and the forms that broken mailers write. Impossible dates give null. */
export function readDate(value: string): MailDate {
  const text = stripComments(value.slice(0, 300)).replace(/\s+/g, ' ').trim();
  let match = rfcDate.exec(text);
  if (match) return build(fullYear(match[3] ?? ''), monthOf(match[2]), match[1], match[4] ?? '0', match[5] ?? '0', match[6], match[7], match[8] ?? '');
  match = asctime.exec(text);
  if (match) return build(Number(match[7]), monthOf(match[1]), match[2], match[3], match[4], match[5], undefined, match[6] ?? match[8] ?? '');
  match = usDate.exec(text);
  if (match) return build(Number(match[3]), monthOf(match[1]), match[2], match[4], match[5], match[6], match[7], match[8] ?? '');
  match = isoDate.exec(text);
  if (match) return build(Number(match[1]), Number(match[2]), match[3], match[4], match[5], match[6], undefined, match[7] ?? '');
  return broken;
}

function build(year: number, month: number, day: string | undefined, hour: string | undefined, minute: string | undefined, second: string | undefined, half: string | undefined, zone: string): MailDate {
  const d = Number(day);
  const m = Number(minute);
  const s = Number(second ?? 0);
  let h = Number(hour);
  if (half !== undefined && h <= 12) h = (h % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (month < 1 || month > 12 || year < 1900 || year > 9998 || h > 23 || m > 59 || s > 60) return broken;
  const millis = Date.UTC(year, month - 1, d, h, m, s);
  if (d < 1 || new Date(Date.UTC(year, month - 1, d)).getUTCDate() !== d) return broken;
  const offset = readZone(zone);
  return { instant: new Date(millis - (offset ?? 0) * 60_000).toISOString(), hasNoZone: offset === null };
}

/** Minutes east of UTC, or null. Real zones lie between -12:00 and +14:00; wider numbers are noise. */
function readZone(zone: string): number | null {
  const numeric = /^\s*(?:gmt|utc)?\s*([+-])\s*(\d{1,2}):?(\d{2})?(?!\d)/i.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 15 * 60 || Number(numeric[3] ?? 0) > 59 ? null : minutes * (numeric[1] === '-' ? -1 : 1);
  }
  const name = /^\s*"?([a-z]{1,5})\b/i.exec(zone)?.[1];
  return name === undefined ? null : (zoneMinutes.get(name.toLowerCase()) ?? null);
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

/** RFC 5322 section 4.3: two digits are 1950 to 2049, three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length >= 4) return year;
  return text.length === 2 && year < 50 ? year + 2000 : year + 1900;
}

function stripComments(text: string): string {
  let out = '';
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) out += char;
  }
  return out;
}
