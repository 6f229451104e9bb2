const unitSeconds: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1 };

/** `1h 30m` as people type it: also `90` (minutes), `1:30`, `2 hours`, `2 Std.`, `15 min`. Null where it is none, or nothing. */
export function parseDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (/^\d{1,6}$/.test(text)) return Number(text) * 60 || null;
  const clock = /^(\d{1,5}):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 3_600 + Number(clock[2]) * 60 || null;
  let seconds = 0;
  let rest = text;
  while (rest !== '') {
    const part = /^(\d{1,6})\s*(h|hr|hrs|hours?|std|stunden?|m|min|mins|minutes?|minuten?|s|sec|secs|seconds?|sek|sekunden?)(?![a-zäöü])\.?[\s,]*/.exec(rest);
    if (!part) return null;
    const unit = part[2]!.startsWith('st') ? 'h' : part[2]!.charAt(0);
    seconds += Number(part[1]) * unitSeconds[unit]!;
    rest = rest.slice(part[0].length);
  }
  return seconds || null;
}

/** The shortest words that `parseDuration` reads back: `1h 30m`. */
export function durationWords(seconds: number): string {
  const parts = [[Math.floor(seconds / 3_600), 'h'], [Math.floor((seconds % 3_600) / 60), 'm'], [seconds % 60, 's']] as const;
  return parts.filter(([value]) => value > 0).map(([value, unit]) => `${value}${unit}`).join(' ');
}

/** Several, separated by semicolons or commas; null where one of them is none. Nothing: an empty list. */
export function parseDurations(typed: string): number[] | null {
  const parts = typed.split(/[;,]/).map((part) => part.trim()).filter((part) => part !== '');
  const seconds = parts.map(parseDuration);
  return seconds.includes(null) ? null : seconds as number[];
}
