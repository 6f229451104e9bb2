import { InvalidInput } from '#http/index.ts';

/** An instant of the wire in UTC, as core takes it. The schema has looked at its form; here it must be a moment that is. */
export function toInstant(field: string, text: string): string;
export function toInstant(field: string, text: string | undefined): string | undefined;
export function toInstant(field: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidInput([{ field, problem: 'is no instant such as 2026-05-06T12:00:00Z' }]);
  return new Date(ms).toISOString();
}
