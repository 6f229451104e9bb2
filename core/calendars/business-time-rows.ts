import { businessSeconds } from './business-seconds.ts';
import { dueInstant } from './due-instant.ts';
import { parseCalendar } from './parse-calendar.ts';

/** `due`: an RFC 3339 UTC instant, null for never; the key is absent where the row asks for none. */
export type BusinessTimeAnswer = { readonly id: unknown; readonly business_seconds: number; readonly due?: string | null };

/** A row that could not be answered: its line (from 1), its id where it could be read, and what is wrong. */
export type BusinessTimeFailure = { readonly line: number; readonly id?: unknown; readonly error: string };

function instantOf(row: Record<string, unknown>, key: string): number {
  const text = row[key];
  if (typeof text !== 'string') throw new RangeError(`${key}: an instant is needed, for example "2026-01-05T09:00:00Z"`);
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new RangeError(`${key}: "${text}" is not an instant like "2026-01-05T09:00:00Z"`);
  }
}

/** The seconds that a row wants added, or undefined where it asks for no due instant. */
function secondsToAdd(row: Record<string, unknown>): number | undefined {
  const due = row['due'];
  if (due === undefined || due === null) return undefined;
  const seconds = typeof due === 'object' && 'add_business_seconds' in due ? due.add_business_seconds : undefined;
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < 0) {
    throw new RangeError('due.add_business_seconds: a whole number from 0 up is needed');
  }
  return seconds;
}

function answer(row: Record<string, unknown>): BusinessTimeAnswer {
  const calendar = parseCalendar({
    zone: row['zone'],
    hours: row['hours'],
    ...(row['holidays'] === undefined ? {} : { holidays: row['holidays'] }),
  });
  if (!calendar.ok) throw new RangeError(calendar.errors.map(({ path, message }) => `${path}: ${message}`).join('; '));
  const versions = [{ ...calendar.value, calendarId: 0, version: 1, validFrom: null }];
  const start = instantOf(row, 'start');
  const { seconds } = businessSeconds(versions, start, instantOf(row, 'end'));
  const add = secondsToAdd(row);
  if (add === undefined) return { id: row['id'], business_seconds: seconds };
  const due = dueInstant(versions, start, add);
  return {
    id: row['id'],
    business_seconds: seconds,
    due: due === null ? null : Temporal.Instant.fromEpochMilliseconds(due).toString(),
  };
}

/**
 * Answers one line of JSON `{"id", "zone", "hours", "holidays"?, "start", "end", "due"?: {"add_business_seconds"}}`; `due` counts
 * from `start`. Other keys are passed over. `line` (from 1) goes into the failure.
 */
export function answerRow(text: string, line: number): BusinessTimeAnswer | BusinessTimeFailure {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return { line, error: 'not JSON' };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { line, error: 'a row is a JSON object' };
  const fields: Record<string, unknown> = { ...row };
  try {
    return answer(fields);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { line, ...(fields['id'] === undefined ? {} : { id: fields['id'] }), error: error.message };
  }
}

/** Answers every line in order, one object each; empty lines are passed over but counted. */
export function* answerRows(lines: Iterable<string>): Generator<BusinessTimeAnswer | BusinessTimeFailure> {
  let line = 0;
  for (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield answerRow(text, line);
  }
}
