const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant in a zone as PHP's `M jS Y H:i:s`: `Feb 1st 2023 19:28:29`. */
export function displayTime(instant: string, zone: string): string {
  const { year, month, day, time } = local(instant, zone);
  return `${months[month - 1] ?? ''} ${day}${ordinal(day)} ${year} ${time}`;
}

/** The same as `2023-02-01 05:32:07`. */
export function plainTime(instant: string, zone: string): string {
  const { year, month, day, time } = local(instant, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${time}`;
}

/** Unix time in whole seconds. */
export function timestamp(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function local(instant: string, zone: string): { year: number; month: number; day: number; time: string } {
  const { year, month, day, hour, minute, second } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return { year, month, day, time: `${two(hour)}:${two(minute)}:${two(second)}` };
}

/** English ordinals: 1st 2nd 3rd 4th, 11th 12th 13th, 21st. */
function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
