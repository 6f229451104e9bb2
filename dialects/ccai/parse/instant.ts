import { InvalidInput } from '#http/index.ts';

/**
 * "Time in UTC": RFC 3339 with or without a zone (none: UTC), seconds may be missing, or a date alone (its first moment). Gives the instant in
 * UTC with milliseconds. A plus that a client did not encode arrives as a space. Anything else is refused with the parameter's name.
 */
export function parseInstant(text: string, field: string): string {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+ -]\d\d:?\d\d)?)?$/i.exec(text);
  if (found) {
    const [, day = '', time = '00:00', zone = 'Z'] = found;
    try {
      const { epochMilliseconds } = Temporal.Instant.from(`${day}T${time}${zone.toUpperCase().replace(' ', '+')}`);
      if (day >= '0002-01-01') return new Date(epochMilliseconds).toISOString();
    } catch {
      // said below
    }
  }
  throw new InvalidInput([{ field, problem: 'must be a time in UTC such as 2024-05-06T12:00:00Z, or a date' }]);
}
