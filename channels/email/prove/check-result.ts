import type { CheckResult } from '#core/conversations/index.ts';

const results: readonly CheckResult[] = ['pass', 'temperror', 'fail', 'softfail', 'policy', 'permerror', 'neutral', 'none'];

/** A word of RFC 8601 2.7 as we keep it; others are `neutral`. */
export function asResult(word: string): CheckResult {
  const known = word.toLowerCase() === 'hardfail' ? 'fail' : word.toLowerCase();
  return results.find((result) => result === known) ?? 'neutral';
}

/** Of several signatures: one that passes counts, else what weighs most; `none` without any. */
export function worstOf(found: readonly CheckResult[]): CheckResult {
  return results.find((result) => found.includes(result)) ?? 'none';
}
