/** Epoch milliseconds <-> what the database takes and gives. */
export const toInstant = (ms: number): string => new Date(ms).toISOString();
export const toInstantOrNull = (ms: number | null): string | null => (ms === null ? null : toInstant(ms));
export const fromInstant = (text: string): number => Date.parse(text);
export const fromInstantOrNull = (text: string | null): number | null => (text === null ? null : Date.parse(text));
