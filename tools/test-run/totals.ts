/** What one step of the run adds to the last line. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Totals = { passed: 0, failed: 0, skipped: 0 };

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export const formatTotals = (totals: Totals): string => `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
