import { InvalidInput } from '#http/index.ts';

/** Unix seconds or RFC 3339, as RFC 3339. */
export function instantOf(text: string | null | undefined, field: string): string {
  const given = (text ?? '').trim();
  const ms = /^\d{1,11}$/.test(given) ? Number(given) * 1000 : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidInput([{ field, problem: 'must be Unix seconds, or an instant such as 2026-01-31T09:00:00Z' }]);
  return new Date(ms).toISOString();
}
